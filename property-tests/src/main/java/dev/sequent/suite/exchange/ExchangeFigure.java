package dev.sequent.suite.exchange;

import dev.sequent.view.Figure;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * An exchange as the RFC draws its figures: a line for each segment, with the states of both ends beside it. A segment
 * that others overtake, or that something else happens before it arrives, has two lines, one where it is sent and one
 * where it arrives.
 */
public final class ExchangeFigure {
    /** Lines of a figure that a person reads; of a longer one, both ends are shown. */
    private static final int MOST = 120;

    private static final long MILLIS = 1_000_000;
    /** A pause that is worth a line, in nanoseconds. */
    private static final long PAUSE = 500 * MILLIS;

    private final Exchange exchange;
    private final SegmentText segments = new SegmentText("A", "B");
    private final String[] states = {"", ""};
    private final List<Figure.Row> rows = new ArrayList<>();
    private int number;
    private long last;
    /** The row that was added last, if it is a line, without its number; and how often the same has come since. */
    private Figure.@Nullable Line before;

    private int repeated;

    private ExchangeFigure(Exchange exchange) {
        this.exchange = exchange;
        this.last =
                exchange.events().isEmpty() ? 0 : exchange.events().getFirst().at();
    }

    /** @param width columns of the page */
    public static String text(Exchange exchange, int width) {
        return new ExchangeFigure(exchange).draw(width);
    }

    private String draw(int width) {
        List<Exchange.Event> events = exchange.events();
        Map<Integer, String> texts = new HashMap<>();
        for (int i = 0; i < events.size(); i++) {
            Exchange.Event event = events.get(i);
            pause(event);
            switch (event) {
                case Exchange.Call call -> {
                    states[call.end()] = call.state();
                    add(new Figure.Event(0, call.end() == 0, words(call)));
                }
                case Exchange.Told told -> {
                    states[told.end()] = told.state();
                    add(new Figure.Event(0, told.end() == 0, told.what()));
                }
                case Exchange.Sent sent -> {
                    states[sent.end()] = sent.state();
                    String text = segments.text(sent.end(), sent.datagram());
                    texts.put(sent.number(), text);
                    if (sent.lost()) {
                        line(sent.end(), text, Passage.LOST);
                    } else if (!arrivesNext(events, i, sent)) {
                        line(sent.end(), text, Passage.SENT);
                    }
                }
                case Exchange.Arrived arrived -> {
                    int sender = 1 - arrived.end();
                    boolean atOnce = i > 0
                            && events.get(i - 1) instanceof Exchange.Sent sent
                            && sent.number() == arrived.number()
                            && !sent.lost();
                    String text =
                            texts.computeIfAbsent(arrived.number(), n -> segments.text(sender, arrived.datagram()));
                    states[arrived.end()] = arrived.state();
                    line(sender, text, atOnce ? Passage.WHOLE : Passage.ARRIVED);
                }
            }
        }
        tellRepeated();
        List<Figure.Row> shown = rows;
        if (rows.size() > MOST) {
            shown = new ArrayList<>(rows.subList(0, MOST / 2));
            shown.add(new Figure.Break(0, "... " + (rows.size() - MOST) + " lines left out ..."));
            shown.addAll(rows.subList(rows.size() - MOST / 2, rows.size()));
        }
        String legend = segments.legend();
        return new Figure(exchange.left(), exchange.right(), shown).render(width)
                + (legend.isEmpty() ? "" : "\n  " + legend + "\n");
    }

    private static boolean arrivesNext(List<Exchange.Event> events, int at, Exchange.Sent sent) {
        return at + 1 < events.size()
                && events.get(at + 1) instanceof Exchange.Arrived arrived
                && arrived.number() == sent.number();
    }

    private void pause(Exchange.Event event) {
        long passed = event.at() - last;
        if (passed >= PAUSE) {
            add(new Figure.Break(0, "... " + seconds(passed) + " pass ..."));
        }
        last = Math.max(last, event.at());
    }

    private static String seconds(long nanos) {
        long millis = nanos / MILLIS;
        return millis % 1000 == 0 ? millis / 1000 + " s" : millis + " ms";
    }

    private static String words(Exchange.Call call) {
        return call.octets() == 0
                ? call.name()
                : call.name() + " " + call.octets() + (call.octets() == 1 ? " octet" : " octets");
    }

    /** How much of a segment's way a line shows. */
    private enum Passage {
        WHOLE,
        SENT,
        ARRIVED,
        LOST
    }

    private void line(int sender, String text, Passage passage) {
        boolean right = sender == 0;
        Figure.Arrow whole = right ? Figure.Arrow.TO_RIGHT : Figure.Arrow.TO_LEFT;
        Figure.Arrow lost = right ? Figure.Arrow.LOST_TO_RIGHT : Figure.Arrow.LOST_TO_LEFT;
        Figure.Arrow near = switch (passage) {
            case WHOLE, SENT -> whole;
            case ARRIVED -> Figure.Arrow.IN_FLIGHT;
            case LOST -> lost;
        };
        Figure.Arrow far = switch (passage) {
            case WHOLE, ARRIVED -> whole;
            case SENT -> Figure.Arrow.IN_FLIGHT;
            case LOST -> Figure.Arrow.NONE;
        };
        number++;
        var unnumbered = new Figure.Line(0, states[0], right ? near : far, text, right ? far : near, states[1]);
        if (unnumbered.equals(before)) {
            repeated++;
            return;
        }
        tellRepeated();
        before = unnumbered;
        rows.add(new Figure.Line(number, states[0], right ? near : far, text, right ? far : near, states[1]));
    }

    /** Many lines in a row that are the same are one to the reader. */
    private void tellRepeated() {
        if (repeated > 0) {
            rows.add(new Figure.Break(
                    0, "... the same " + (repeated == 1 ? "once more" : repeated + " times more") + " ..."));
            repeated = 0;
        }
    }

    private void add(Figure.Row row) {
        tellRepeated();
        before = null;
        rows.add(row);
    }
}
