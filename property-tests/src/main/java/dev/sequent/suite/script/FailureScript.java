package dev.sequent.suite.script;

import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.suite.exchange.Exchange;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.run.Failure;
import dev.sequent.suite.run.PropertyReport;
import dev.sequent.view.Folding;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The script of one end of a failure.
 *
 * @param property that does not hold
 * @param end whose script it is, as the exchange calls it
 * @param single whether the exchange has no other end with a stack
 * @param text the script, with what it is about in front of it
 * @param withoutSilence the same, without the demand that nothing else is sent: for a core whose fault it is to answer
 *     nobody
 */
public record FailureScript(String property, String end, boolean single, String text, String withoutSilence) {
    private static final int WIDTH = 110;

    /**
     * One for each end with a stack, none if the property is not about stacks, or the exchange was not written down
     * from its beginning.
     *
     * @param digest of the core
     * @param command that tries the specification again, without property and seed
     */
    public static List<FailureScript> of(PropertyReport report, String digest, String command) {
        List<FailureScript> all = new ArrayList<>();
        report.failure()
                .ifPresent(f -> f.exchange()
                        .ifPresent(x -> x.stacks().forEach(end -> {
                            String head = head(report.property(), f, x.title(end.number()), digest, command);
                            Script plain = ExchangeScript.of(x, end, false);
                            if (!plain.events().isEmpty()) {
                                all.add(new FailureScript(
                                        report.property().name(),
                                        x.title(end.number()),
                                        x.stacks().size() == 1,
                                        head + ScriptPrinter.text(ExchangeScript.of(x, end, true)),
                                        head + ScriptPrinter.text(plain)));
                            }
                        })));
        return all;
    }

    /** Why there is none, as a clause; empty if there is one, or nothing has failed. */
    public static Optional<String> lack(PropertyReport report) {
        Optional<Failure> failure = report.failure();
        if (failure.isEmpty()) {
            return Optional.empty();
        }
        Optional<Exchange> exchange = failure.get().exchange();
        if (exchange.isEmpty()) {
            return Optional.of("it is not about what passes between stacks");
        }
        if (exchange.get().stacks().isEmpty()) {
            return Optional.of("what happened before its last part was too much to be written down");
        }
        return exchange.get().stacks().stream()
                        .allMatch(end -> ExchangeScript.of(exchange.get(), end, false)
                                .events()
                                .isEmpty())
                ? Optional.of("nothing had happened to the stack yet")
                : Optional.empty();
    }

    private static String head(Property<?> property, Failure failure, String end, String digest, String command) {
        String words = property.name() + " does not hold: " + property.sentence() + " (" + property.reference() + ")\n"
                + failure.message()
                + "\n\nThis is what happened at " + end + ", with the core " + digest + ". In words:\n"
                + failure.value();
        String again =
                "//\n// again: " + command + " " + property.name() + " --seed " + failure.seed() + " --tries 1\n";
        var text = new StringBuilder();
        words.lines()
                .flatMap(line -> Folding.paragraph(line, WIDTH).lines())
                .forEach(line -> text.append(("// " + line).stripTrailing()).append('\n'));
        return text.append(again).append('\n').toString();
    }
}
