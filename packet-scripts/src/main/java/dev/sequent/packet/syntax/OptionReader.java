package dev.sequent.packet.syntax;

import dev.sequent.packet.script.ScriptOption;
import dev.sequent.wire.Ipv4Address;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.antlr.v4.runtime.Token;

/** Reads the lines {@code --name=value} at the top of a script. */
final class OptionReader {
    /** Every host must take a datagram of this length (RFC 791, 3.2). */
    private static final int LEAST_MTU = 68;

    private static final int MOST = 65_535;
    private static final List<String> FORGIVABLE = List.of("packet", "syscall");

    private OptionReader() {}

    /** The option; empty if it is wrong, which then is among the problems. */
    static Optional<ScriptOption> read(Token token, List<Problem> problems) {
        String text = token.getText().substring(2);
        int equals = text.indexOf('=');
        String name = (equals < 0 ? text : text.substring(0, equals)).strip();
        Optional<String> value = equals < 0
                ? Optional.empty()
                : Optional.of(unquoted(text.substring(equals + 1).strip()));
        Optional<Problem> wrong = check(token, name, value);
        wrong.ifPresent(problems::add);
        return wrong.isPresent()
                ? Optional.empty()
                : Optional.of(new ScriptOption(name, value, StatementParser.place(token)));
    }

    private static String unquoted(String value) {
        return value.length() >= 2 && value.startsWith("\"") && value.endsWith("\"")
                ? value.substring(1, value.length() - 1)
                : value;
    }

    private static Optional<Problem> check(Token token, String name, Optional<String> value) {
        OptionNames.Kind kind = OptionNames.all().get(name);
        if (kind == null) {
            return Optional.of(Messages.unknown(
                    "PKT301", token, "option", "--" + name, OptionNames.all().keySet(), ""));
        }
        boolean right = switch (kind) {
            case FLAG -> value.isEmpty() || value.get().matches("true|false|0|1");
            case NUMBER -> value.orElse("").matches("\\d{1,10}");
            case PORT -> isWithin(value, 1, MOST);
            case MTU -> isWithin(value, LEAST_MTU, MOST);
            case FORGIVEN -> Arrays.stream(value.orElse("").split(",")).allMatch(FORGIVABLE::contains);
            case ADDRESS -> isAddress(value.orElse(""));
            case DEFINITION -> value.orElse("").matches("\\w+=.*");
            case TEXT -> value.isPresent();
        };
        return right
                ? Optional.empty()
                : Optional.of(Messages.at(
                        "PKT302",
                        token,
                        "--" + name + " wants " + wanted(kind)
                                + value.map(v -> ", not '" + v + "'").orElse("")));
    }

    private static boolean isWithin(Optional<String> value, int least, int most) {
        String text = value.orElse("");
        return text.matches("\\d{1,9}") && Integer.parseInt(text) >= least && Integer.parseInt(text) <= most;
    }

    private static boolean isAddress(String text) {
        if (text.contains(":") && text.matches("[0-9a-fA-F:./]+")) {
            return true; // IPv6: whether that can be had is not a question of the language.
        }
        try {
            Ipv4Address.parse(text);
            return true;
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static String wanted(OptionNames.Kind kind) {
        return switch (kind) {
            case FLAG -> "no value";
            case NUMBER -> "a number, as --tolerance_usecs=4000";
            case PORT -> "a port, from 1 to " + MOST;
            case MTU -> "a number from " + LEAST_MTU + " to " + MOST;
            case FORGIVEN -> "packet, syscall, or both with a comma between";
            case ADDRESS -> "an address, as 192.0.2.1";
            case DEFINITION -> "a name and what it stands for, as --define=NAME=VALUE";
            case TEXT -> "a value";
        };
    }
}
