package dev.wavry.shell.internal;

import dev.wavry.api.ClientHandle;
import dev.wavry.api.ConnectRequest;
import dev.wavry.api.ErrorKind;
import dev.wavry.api.HandOver;
import dev.wavry.api.HostHandle;
import dev.wavry.api.HostRequest;
import dev.wavry.api.PairRequest;
import dev.wavry.api.PeerLists;
import dev.wavry.api.PingResult;
import dev.wavry.api.Role;
import dev.wavry.api.Session;
import dev.wavry.api.Wavry;
import dev.wavry.api.WavryException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** A product that notes what it is asked for. */
final class PlayedWavry implements Wavry {
    static final String SECRET = "the-secret-half-of-the-keys";

    final List<HostRequest> hosts = new CopyOnWriteArrayList<>();
    final List<ConnectRequest> connects = new CopyOnWriteArrayList<>();
    final List<String> hostDone = new CopyOnWriteArrayList<>();
    final List<PairRequest> pairs = new ArrayList<>();
    final List<Map<String, String>> asked = new ArrayList<>();
    final List<Path> sockets = new ArrayList<>();
    final List<String> orders = new ArrayList<>();
    List<Map<String, String>> answers = List.of(Map.of());
    final PlayedLists peers = new PlayedLists();
    final List<Path> keyFiles = new ArrayList<>();
    final PlayedSession hosted = new PlayedSession();
    List<String> displays = List.of(":0/DP-1 DP-1 1920x1080 (x11)", "small test 1280x720 (testpattern)");
    Consumer<PlayedSession> onConnect = session -> {};

    @Nullable
    WavryException refusal;

    @Override
    public HostHandle host(HostRequest request) throws WavryException {
        refuse();
        hosts.add(request);
        return new PlayedHost();
    }

    @Override
    public ClientHandle connect(ConnectRequest request) throws WavryException {
        refuse();
        connects.add(request);
        PlayedSession session = new PlayedSession();
        onConnect.accept(session);
        return session;
    }

    private void refuse() throws WavryException {
        WavryException known = refusal;
        if (known != null) {
            throw known;
        }
    }

    @Override
    public PingResult ping(InetSocketAddress address, @Nullable Path keyFile) throws WavryException {
        refuse();
        return new PingResult("HOSTID", 1.5, false);
    }

    @Override
    public String id(Path keyFile, boolean create) throws WavryException {
        keyFiles.add(keyFile);
        try {
            if (!Files.exists(keyFile)) {
                Files.createDirectories(keyFile.toAbsolutePath().getParent());
                Files.writeString(keyFile, SECRET + keyFiles.size());
            }
        } catch (IOException e) {
            throw new WavryException(ErrorKind.DISK, "no space", "Free some.", e);
        }
        return "CLIENTID";
    }

    @Override
    public String pair(PairRequest request) throws WavryException {
        refuse();
        pairs.add(request);
        return "PAIREDHOST";
    }

    @Override
    public Map<String, String> ask(Path socket, Map<String, String> request, Consumer<Map<String, String>> told)
            throws WavryException {
        refuse();
        asked.add(request);
        sockets.add(socket);
        answers.subList(0, answers.size() - 1).forEach(told);
        return answers.get(answers.size() - 1);
    }

    @Override
    public int order(ConnectRequest host, List<String> words, @Nullable Path file, Consumer<String> out) {
        orders.add(host.hostId() + " " + host.address().getPort() + " " + words + " " + file);
        out.accept("heard");
        return 26;
    }

    @Override
    public PeerLists peers() {
        return peers;
    }

    @Override
    public List<String> displays() {
        return displays;
    }

    @Override
    public List<String> codecs() {
        return List.of("h264 libx264", "vp8 libvpx");
    }

    @Override
    public String version() {
        return "1.2.3";
    }

    private final class PlayedHost implements HostHandle {
        @Override
        public InetSocketAddress address() {
            return new InetSocketAddress(InetAddress.getLoopbackAddress(), 7400);
        }

        @Override
        public String id() {
            return "HOSTID";
        }

        @Override
        public List<Session> sessions() {
            return List.of(hosted);
        }

        @Override
        public void onSession(Consumer<Session> listener) {
            listener.accept(hosted);
        }

        @Override
        public CompletableFuture<HandOver> prefer(Role role, String what) {
            hostDone.add(role + " " + what);
            return CompletableFuture.completedFuture(new HandOver(role, false, "nobody offers " + what, 3));
        }

        @Override
        public Map<Role, String> live() {
            return Map.of();
        }

        @Override
        public String trouble() {
            return "";
        }

        @Override
        public String plan() {
            return "a plan";
        }

        @Override
        public void ask(Map<String, String> request, Consumer<Map<String, String>> told) {
            asked.add(request);
            answers.forEach(told);
        }

        @Override
        public void close() {
            hostDone.add("close");
        }
    }
}
