package dev.sequent.check.jpf;

import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * Tests of this extension run Java PathFinder itself, and are skipped where the user has not pointed us at one. One
 * that is pointed at and does not work is a failure.
 */
final class RealJpf implements BeforeEachCallback {
    @Override
    public void beforeEach(ExtensionContext context) {
        String home = System.getenv("JPF_HOME");
        Assumptions.assumeTrue(
                home != null && !home.isBlank(),
                "JPF_HOME is not set: what Java PathFinder itself does is not tested, see model-checker/JPF.md");
    }

    static Jpf jpf() {
        return Jpf.find(JpfRequest.of(System.getenv()));
    }
}
