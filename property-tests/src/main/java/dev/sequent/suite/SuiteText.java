package dev.sequent.suite;

import dev.sequent.suite.exchange.Exchange;
import dev.sequent.suite.exchange.ExchangeFigure;
import dev.sequent.suite.property.Property;
import dev.sequent.suite.run.Failure;
import dev.sequent.suite.run.PropertyReport;
import dev.sequent.view.Folding;
import java.util.List;
import java.util.Locale;

/** What a run came to, for people. */
public final class SuiteText {
    /** Columns beyond which a paragraph is hard to read. */
    private static final int WIDTH = 100;

    private final String command;
    private final int width;

    /**
     * @param command that tries this specification again, without property and seed
     * @param width columns of the page
     */
    public SuiteText(String command, int width) {
        this.command = command;
        this.width = width;
    }

    /** Name, sentence and reference of each. */
    public static String list(List<Property<?>> properties, int width) {
        var text = new StringBuilder();
        for (Property<?> property : properties) {
            text.append(property.name()).append("  (").append(property.tries()).append(" tries)\n");
            indented(text, property.sentence(), width);
            indented(text, property.reference(), width);
        }
        return text.toString();
    }

    private static void indented(StringBuilder text, String words, int width) {
        Folding.paragraph(words, Math.clamp(width - 4, 20, WIDTH))
                .lines()
                .forEach(line -> text.append("    ").append(line).append('\n'));
    }

    /**
     * What came of one property, on a line.
     *
     * @param among the properties whose lines stand below one another
     */
    public static String line(PropertyReport report, List<Property<?>> among) {
        int name = among.stream().mapToInt(p -> p.name().length()).max().orElse(0);
        var text = new StringBuilder(String.format(
                Locale.ROOT,
                "%-" + Math.max(1, name) + "s  %-11s %,9d %s  %,9.1f a second",
                report.property().name(),
                report.failure().isPresent() ? "FAILS" : report.complete() ? "holds" : "interrupted",
                report.tries(),
                report.tries() == 1 ? "try  " : "tries",
                report.triesPerSecond()));
        int confirmed = report.confirmed().size();
        if (confirmed > 0) {
            text.append("; ")
                    .append(confirmed == 1 ? "seed " + report.confirmed().getFirst() : confirmed + " seeds")
                    .append(" had failed with another core, and ")
                    .append(confirmed == 1 ? "holds" : "hold")
                    .append(" now");
        }
        return text.toString();
    }

    public String distributions(SuiteReport report) {
        var text = new StringBuilder();
        for (PropertyReport each : report.reports()) {
            text.append('\n').append(each.property().name()).append(", what was drawn:\n");
            text.append(each.distributions().text());
        }
        return text.toString();
    }

    /** Each failure: what was expected, the smallest value, the exchange, and how to see it again. */
    public String failures(SuiteReport report) {
        var text = new StringBuilder();
        for (PropertyReport each : report.reports()) {
            each.failure().ifPresent(f -> failure(text, each.property(), f));
        }
        return text.toString();
    }

    private void failure(StringBuilder text, Property<?> property, Failure failure) {
        text.append('\n').append(property.name()).append(" does not hold:\n");
        Folding.paragraph(property.sentence() + " (" + property.reference() + ")", Math.clamp(width - 2, 20, WIDTH))
                .lines()
                .forEach(line -> text.append("  ").append(line).append('\n'));
        text.append('\n');
        lines(text, failure.message());
        text.append("\nthe smallest that fails");
        text.append(
                failure.steps() == 0
                        ? ""
                        : ", found in " + failure.steps() + (failure.steps() == 1 ? " step" : " steps"));
        text.append(failure.outOfTime() ? " when time was up, so there may be a smaller one" : "")
                .append(":\n");
        lines(text, failure.value());
        failure.exchange().ifPresent(e -> exchange(text, e));
        text.append("\nagain: ")
                .append(command)
                .append(' ')
                .append(property.name())
                .append(" --seed ")
                .append(failure.seed())
                .append(" --tries 1\n");
    }

    private void exchange(StringBuilder text, Exchange exchange) {
        if (!exchange.events().isEmpty()) {
            text.append('\n').append(ExchangeFigure.text(exchange, width));
        }
        if (!exchange.rules().isEmpty()) {
            text.append('\n');
            exchange.rules().forEach(rule -> text.append("  ").append(rule).append('\n'));
        }
    }

    private static void lines(StringBuilder text, String words) {
        words.lines().forEach(line -> text.append("  ").append(line).append('\n'));
    }
}
