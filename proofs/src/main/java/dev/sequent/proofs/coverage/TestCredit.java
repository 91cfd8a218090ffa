package dev.sequent.proofs.coverage;

/**
 * A test that says that it shows a requirement: {@code @Tag("MUST-12")} on its method.
 *
 * @param requirement the number, for instance {@code MUST-12}
 * @param test class and method, for instance {@code HandshakeTest.aSynIsAnswered}
 */
public record TestCredit(String requirement, String test) {}
