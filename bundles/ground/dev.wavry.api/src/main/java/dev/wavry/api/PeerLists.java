package dev.wavry.api;

import java.nio.file.Path;
import java.util.List;
import org.osgi.annotation.versioning.ProviderType;

/**
 * The lists of who is trusted: clients on a host, hosts on a client. Each call reads or replaces a whole file, so a running host sees
 * the list before or after a change and never half of one. Comments in the files stay. Safe from any thread; blocks on the disk.
 */
@ProviderType
public interface PeerLists {
    /** Clients that a host lets in, in the order of the file; none if there is no file. */
    List<ClientGrant> clients(Path file) throws WavryException;

    /** Adds a client, or replaces what the list says of the same id. */
    void grant(Path file, ClientGrant grant) throws WavryException;

    /** Removes a client; false if the list does not have it. */
    boolean revoke(Path file, String id) throws WavryException;

    /** Hosts that a client knows, in the order of the file; none if there is no file. */
    List<KnownHost> hosts(Path file) throws WavryException;

    /** Adds a host, or replaces what the list says of the same address. */
    void remember(Path file, KnownHost host) throws WavryException;

    /** Removes the host of an address; false if the list does not have it. */
    boolean forget(Path file, String address) throws WavryException;
}
