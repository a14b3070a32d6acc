/**
 * Reads the jars of all modules and the sources beside them and holds them against the rules of the house.
 * What the code does is tested elsewhere.
 */
package dev.wavry.tests.architecture;
