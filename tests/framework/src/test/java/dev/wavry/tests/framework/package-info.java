/**
 * Tests whose bodies run inside Felix, in a bundle beside those of the product.
 * {@link dev.wavry.tests.framework.InFramework} takes them there.
 */
package dev.wavry.tests.framework;
