/** Tests of the demo's parts that need no network. */
package dev.sequent.cli.demo;
