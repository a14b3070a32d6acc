package dev.wavry.reach.stun;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(20)
class StunMessageTest {
    private static final byte[] TRANSACTION = HexFormat.of().parseHex("b7e7a701bc34d686fa87dfae");
    private static final byte[] KEY = "VOkJxbRl1RmTxUk/WvJxBt".getBytes(StandardCharsets.US_ASCII);

    /** RFC 5769, 2.1: a request with integrity and fingerprint. */
    private static final String REQUEST = "000100582112a442b7e7a701bc34d686fa87dfae802200105354554e2074657374"
            + "20636c69656e74002400046e0001ff80290008932ff9b151263b36000600096576746a3a68367659202020"
            + "000800149aeaa70cbfd8cb56781ef2b5b2d3f249c1b571a280280004e57a3bcf";

    /** RFC 5769, 2.2: its answer over IPv4. */
    private static final String ANSWER = "0101003c2112a442b7e7a701bc34d686fa87dfae8022000b7465737420766563746f7220"
            + "002000080001a147e112a643000800142b91f599fd9e90c38c7489f92af9ba53f06be7d780280004c07d4c96";

    private static ByteBuffer bytes(String hex) {
        return ByteBuffer.wrap(HexFormat.of().parseHex(hex));
    }

    @Test
    void shouldReadTheRequestOfTheStandard() {
        StunMessage message = StunMessage.read(bytes(REQUEST));
        assertNotNull(message);
        assertEquals(StunType.BINDING, message.type());
        assertEquals("STUN test client", message.text(StunAttribute.SOFTWARE));
        assertEquals("evtj:h6vY", message.text(StunAttribute.USERNAME));
        assertEquals(0x6e0001ff, message.number(StunAttribute.PRIORITY, 0));
        assertTrue(message.isSignedWith(KEY));
        assertFalse(message.isSignedWith("another".getBytes(StandardCharsets.US_ASCII)));
    }

    @Test
    void shouldReadTheAnswerOfTheStandard() {
        StunMessage message = StunMessage.read(bytes(ANSWER));
        assertNotNull(message);
        assertEquals(new InetSocketAddress("192.0.2.1", 32853), message.address(StunAttribute.XOR_MAPPED_ADDRESS));
        assertTrue(message.isSignedWith(KEY));
    }

    @ParameterizedTest
    @ValueSource(strings = {"192.0.2.1", "2001:db8::17"})
    void shouldReadTheAddressItWrote(String host) {
        InetSocketAddress address = new InetSocketAddress(host, 40001);
        byte[] written = new StunWriter(StunType.BINDING | StunType.SUCCESS, TRANSACTION)
                .putAddress(StunAttribute.XOR_MAPPED_ADDRESS, address)
                .signed(KEY);
        StunMessage message = StunMessage.read(ByteBuffer.wrap(written));
        assertNotNull(message);
        assertEquals(address, message.address(StunAttribute.XOR_MAPPED_ADDRESS));
        assertTrue(message.isSignedWith(KEY));
    }

    @Test
    void shouldRefuseEveryMessageWithABitChangedOrAnEndMissing() {
        byte[] whole = HexFormat.of().parseHex(REQUEST);
        for (int i = 0; i < whole.length; i++) {
            byte[] changed = whole.clone();
            changed[i] ^= 4;
            StunMessage read = StunMessage.read(ByteBuffer.wrap(changed));
            assertTrue(read == null || !read.isSignedWith(KEY), "byte " + i);
            assertNull(StunMessage.read(ByteBuffer.wrap(whole, 0, i)), "cut at " + i);
        }
    }

    @Test
    void shouldTellTheCodeOfARefusal() {
        byte[] written = new StunWriter(StunType.ALLOCATE | StunType.ERROR, TRANSACTION)
                .putError(438, "Stale Nonce")
                .plain();
        StunMessage message = StunMessage.read(ByteBuffer.wrap(written));
        assertNotNull(message);
        assertEquals(438, message.errorCode());
    }
}
