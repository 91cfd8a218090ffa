package dev.sequent.cli;

import dev.sequent.check.ParameterValue;
import dev.sequent.cli.terminal.CommandFailure;
import dev.sequent.language.model.Protocol;

/** Reads the values of options; what cannot be read is wrong use. */
final class OptionValue {
    private OptionValue() {}

    /** @param setting what {@code --set} was given */
    static ParameterValue setting(Protocol protocol, String setting) {
        try {
            return ParameterValue.parse(protocol, setting);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage("--set " + e.getMessage());
        }
    }

    /** How long something may take. @return nanoseconds, more than none */
    static long limit(String text, String option) {
        long nanos = duration(text, option);
        if (nanos == 0) {
            throw CommandFailure.usage(option + " is more than no time at all; for no limit, leave it out");
        }
        return nanos;
    }

    /** @return nanoseconds */
    static long duration(String text, String option) {
        try {
            return ParameterValue.duration(text, option);
        } catch (IllegalArgumentException e) {
            throw CommandFailure.usage(e);
        }
    }
}
