package dev.wavry.core.catalog;

import java.util.concurrent.CompletableFuture;

/** Somebody who uses strategies. Called on whatever thread the framework uses; hand over to an agent and return. */
public interface CatalogListener {
    /** Something arrived or changed. */
    void changed(Snapshot now);

    /** A strategy leaves; the answer completes once nothing of it is in use here any more. */
    CompletableFuture<?> leaving(Provider<?> provider, Snapshot without);
}
