package dev.sequent.check.jpf;

import java.nio.file.Path;

/** Java PathFinder cannot be used on this machine. The message is one line: what is wrong, and what to do about it. */
public final class JpfUnusable extends RuntimeException {
    private static final long serialVersionUID = 1L;
    private static final String WHAT =
            "Java PathFinder (JPF, https://github.com/javapathfinder/jpf-core/wiki) is a model checker for Java that sequent does"
                    + " not include; model-checker/JPF.md says how to install it";

    private JpfUnusable(String message) {
        super(message);
    }

    static JpfUnusable nowhere() {
        return new JpfUnusable(
                "no JPF: name its folder with --jpf-home or JPF_HOME, or as jpf-core in ~/.jpf/site.properties. "
                        + WHAT);
    }

    static JpfUnusable nameless(String origin) {
        return new JpfUnusable(origin + " is empty: let it name the folder of JPF, or remove it. " + WHAT);
    }

    /** @param lacks what a JPF would have */
    static JpfUnusable notJpf(String origin, Path folder, String lacks) {
        return new JpfUnusable(origin + " names " + folder + ", which is not a built JPF: " + lacks + ". " + WHAT);
    }

    static JpfUnusable otherJava(Path folder, int feature) {
        return new JpfUnusable("the JPF in " + folder + " was built for Java " + feature + "; the core is Java "
                + JpfHome.JAVA + ", so it takes a JPF that was built with and for JDK " + JpfHome.JAVA
                + " (model-checker/JPF.md says which)");
    }

    static JpfUnusable noJava(String why) {
        return new JpfUnusable(why + ": JPF runs on JDK " + JpfHome.JAVA
                + " and on no other; install one, or name its folder with --jpf-java");
    }

    /** The program that must fail did not. */
    static JpfUnusable deaf(Path folder, String said) {
        return new JpfUnusable(
                "the JPF in " + folder + " does not find what is wrong with a program that is made to fail (" + said
                        + "): nothing that it says can be relied on; model-checker/JPF.md names builds that work");
    }

    static JpfUnusable failed(Path folder, String said) {
        return new JpfUnusable("the JPF in " + folder + " gave up: " + said);
    }
}
