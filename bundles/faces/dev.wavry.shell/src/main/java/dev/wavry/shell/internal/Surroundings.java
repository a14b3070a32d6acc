package dev.wavry.shell.internal;

import dev.wavry.api.GatewayServer;
import dev.wavry.api.Operator;
import dev.wavry.api.OperatorHttp;
import dev.wavry.api.RelayServer;
import dev.wavry.api.StrategyGate;
import dev.wavry.api.Wavry;
import dev.wavry.api.WavryException;
import java.io.InputStream;
import java.util.Map;

/**
 * What a command needs of the world.
 *
 * @param product finds the product's service
 * @param output where to speak
 * @param input where to listen
 * @param places where files are kept
 * @param environment the environment
 * @param running mailbox of the command's thread
 */
record Surroundings(
        Product product,
        Output output,
        InputStream input,
        Places places,
        Map<String, String> environment,
        Running running) {
    /** Finds the product, or says what is missing. */
    interface Product {
        /** Waits a little for the service. */
        Wavry find() throws WavryException;

        /** The door to what is installed, of this very process. */
        Operator operator() throws WavryException;

        /** What takes orders by HTTP. */
        OperatorHttp operatorHttp() throws WavryException;

        /** What decides about strategies in this process. */
        StrategyGate gate() throws WavryException;

        /** What runs relays. */
        RelayServer relays() throws WavryException;

        /** What runs gateways. */
        GatewayServer gateways() throws WavryException;

        /** Version of this face, which is there even when the product is not. */
        String version();

        /** Names the X display that this process captures, before anything captures. */
        void useDisplay(String display);

        /** Has something done at the first Ctrl-C or SIGTERM instead of ending the process. */
        void onSignal(Runnable end);
    }

    /** From here on a signal ends the command instead of the process. */
    void endBySignal() {
        product.onSignal(running::stop);
    }

    /** The same with other files. */
    Surroundings withPlaces(Places others) {
        return new Surroundings(product, output, input, others, environment, running);
    }

    Wavry wavry() throws WavryException {
        return product.find();
    }
}
