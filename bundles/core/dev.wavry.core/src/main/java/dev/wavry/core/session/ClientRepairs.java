package dev.wavry.core.session;

import dev.wavry.core.catalog.CatalogListener;
import dev.wavry.core.catalog.Provider;
import dev.wavry.core.catalog.Snapshot;
import dev.wavry.core.catalog.StrategyCatalog;
import dev.wavry.core.connect.RiftLink;
import dev.wavry.rift.ConnectionState;
import dev.wavry.spi.control.FecFactory;
import dev.wavry.spi.control.FecScheme;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.jspecify.annotations.Nullable;

/** What a client restores lost packets with: told to the host by its place in the list, which stays as it was said first. */
final class ClientRepairs implements CatalogListener {
    private static final int MOST = 16;

    private final StrategyCatalog catalog;
    private final RiftLink link;
    private final List<Provider<FecFactory>> said;

    /** Is ready for repairs from now on, until the link is over. */
    ClientRepairs(StrategyCatalog catalog, RiftLink link) {
        this.catalog = catalog;
        this.link = link;
        this.said = catalog.snapshot().fecs().stream().limit(MOST).toList();
        use(catalog.snapshot());
        catalog.listen(this);
    }

    /** Names of the schemes, in the order that counts. */
    List<String> schemes() {
        return said.stream().map(each -> each.service().scheme()).toList();
    }

    private void use(Snapshot installed) {
        @Nullable FecScheme[] byIndex = new FecScheme[said.size()];
        for (int i = 0; i < byIndex.length; i++) {
            byIndex[i] = installed.has(said.get(i)) ? said.get(i).service().open() : null;
        }
        link.tune(of -> of.repairSchemes(byIndex));
    }

    @Override
    public void changed(Snapshot now) {
        if (link.state() == ConnectionState.CLOSED) {
            catalog.forget(this);
        } else {
            use(now);
        }
    }

    @Override
    public CompletableFuture<?> leaving(Provider<?> provider, Snapshot without) {
        changed(without);
        return CompletableFuture.completedFuture(null);
    }
}
