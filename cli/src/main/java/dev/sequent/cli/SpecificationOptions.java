package dev.sequent.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import picocli.CommandLine.Option;

/** Options about the specification that several sub-commands have. */
final class SpecificationOptions {
    @Option(
            names = "--set",
            paramLabel = "NAME=VALUE",
            description =
                    "Set a parameter of the specification, for instance MSL=1s; 'sequent check --list' shows them all. "
                            + "May be given several times.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--use",
            paramLabel = "INTERFACE=MODULE",
            description = "Choose the module that implements an interface. May be given several times.")
    private Map<String, String> uses = new LinkedHashMap<>();

    boolean areGiven() {
        return !settings.isEmpty() || !uses.isEmpty();
    }

    /** @param file the root file; empty: TCP's */
    Specification.Request of(String file, boolean json) {
        return new Specification.Request(file, uses, settings, json);
    }
}
