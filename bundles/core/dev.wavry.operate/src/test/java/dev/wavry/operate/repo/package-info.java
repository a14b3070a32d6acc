/** Tests of repositories, with real keys, a real framework and a real server. */
@org.jspecify.annotations.NullMarked
package dev.wavry.operate.repo;
