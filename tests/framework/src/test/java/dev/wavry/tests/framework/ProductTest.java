package dev.wavry.tests.framework;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.stream.Stream;
import org.bytedeco.ffmpeg.global.avcodec;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.lwjgl.sdl.SDLVersion;
import org.osgi.framework.Bundle;
import org.osgi.framework.BundleContext;
import org.osgi.framework.Constants;
import org.osgi.framework.FrameworkUtil;
import org.osgi.framework.ServiceReference;

@InFramework
class ProductTest {
    private BundleContext context;

    @BeforeEach
    void findTheFramework() {
        Bundle probe = FrameworkUtil.getBundle(ProductTest.class);
        assertNotNull(probe, "this test runs outside the framework");
        context = probe.getBundleContext();
    }

    @Test
    void shouldStartEveryBundleOfTheProduct() {
        List<String> down = product()
                .filter(bundle -> !isFragment(bundle) && bundle.getState() != Bundle.ACTIVE)
                .map(bundle -> bundle.getSymbolicName() + " is in state " + bundle.getState())
                .toList();
        assertEquals(List.of(), down);
        assertTrue(product().count() > 20, "the product has more than 20 bundles");
    }

    @Test
    void shouldAttachEveryFragmentToItsHost() {
        List<String> alone = product()
                .filter(bundle -> isFragment(bundle) && bundle.getState() != Bundle.RESOLVED)
                .map(Bundle::getSymbolicName)
                .toList();
        assertEquals(List.of(), alone);
    }

    @Test
    void shouldCallFFmpegWithOneClassLoaderForClassesAndLibraries() {
        assertEquals(62, avcodec.avcodec_version() >> 16, "major version of libavcodec");
        Bundle owner = FrameworkUtil.getBundle(avcodec.class);
        assertEquals("org.bytedeco.javacpp", owner.getSymbolicName());
        assertSame(owner, FrameworkUtil.getBundle(org.bytedeco.javacpp.Loader.class));
    }

    @Test
    void shouldOfferX264InTheDefaultFlavour() {
        assertNotNull(avcodec.avcodec_find_encoder_by_name("libx264"));
    }

    @Test
    void shouldCallSdlFromItsBundle() {
        assertEquals(3, SDLVersion.SDL_GetVersion() / 1_000_000, "major version of SDL");
        assertEquals(
                "dev.wavry.lib.lwjgl", FrameworkUtil.getBundle(SDLVersion.class).getSymbolicName());
    }

    @Test
    void shouldOfferItsOrdersToAnyGogoOfTheFrameworkAndBringNoShellOfItsOwn() throws Exception {
        ServiceReference<?>[] offered = context.getAllServiceReferences(null, "(osgi.command.scope=wavry)");
        assertEquals(1, offered.length);
        assertEquals("list,info,install,update,swap,rollback,remove,pin,unpin,history", String.join(",", (String[])
                offered[0].getProperty("osgi.command.function")));
        assertNull(context.getServiceReference("org.apache.felix.service.command.CommandProcessor"));
    }

    private Stream<Bundle> product() {
        return Stream.of(context.getBundles())
                .filter(bundle -> bundle.getLocation().contains("/wavry/bundles/"));
    }

    private static boolean isFragment(Bundle bundle) {
        return bundle.getHeaders().get(Constants.FRAGMENT_HOST) != null;
    }
}
