package dev.wavry.shell.internal;

import dev.wavry.api.ClientGrant;
import dev.wavry.api.KnownHost;
import dev.wavry.api.PeerLists;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Lists that forget with the test. */
final class PlayedLists implements PeerLists {
    final List<ClientGrant> clients = new ArrayList<>();
    final List<KnownHost> hosts = new ArrayList<>();
    final List<Path> files = new ArrayList<>();

    @Override
    public List<ClientGrant> clients(Path file) {
        files.add(file);
        return List.copyOf(clients);
    }

    @Override
    public void grant(Path file, ClientGrant grant) {
        clients.removeIf(client -> client.id().equals(grant.id()));
        clients.add(grant);
    }

    @Override
    public boolean revoke(Path file, String id) {
        return clients.removeIf(client -> client.id().equals(id));
    }

    @Override
    public List<KnownHost> hosts(Path file) {
        files.add(file);
        return List.copyOf(hosts);
    }

    @Override
    public void remember(Path file, KnownHost host) {
        hosts.removeIf(known -> known.address().equals(host.address()));
        hosts.add(host);
    }

    @Override
    public boolean forget(Path file, String address) {
        return hosts.removeIf(host -> host.address().equals(address));
    }
}
