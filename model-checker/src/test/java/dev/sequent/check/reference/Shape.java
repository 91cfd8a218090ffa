package dev.sequent.check.reference;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * What a generated machine declares; its rules, the properties about it and its users speak of that.
 *
 * @param variables by name, see {@link #VARIABLES}
 * @param used the timers that rules start; all others are started where nothing leads to
 * @param told the signals that rules send and properties ask about
 */
record Shape(
        String name,
        List<String> states,
        List<String> variables,
        List<String> timers,
        List<String> used,
        List<String> signals,
        List<String> told,
        List<String> messages,
        boolean quiet,
        boolean procedure,
        boolean chooses) {

    /** Name and declaration of each variable that a machine may have. */
    static final List<String> VARIABLES = List.of(
            "N : u8",
            "IRS : seq",
            "K : u16 = 1",
            "B : bool",
            "Q : seq",
            "W : seq",
            "HUE : COLOUR",
            "O : u8?",
            "R : ranges[2]",
            "D : duration",
            "SINCE : time?",
            "LAST : time",
            "Z : int");

    private static final int MORE_THAN_A_WORD = 66;

    static Shape random(Dice dice, String name, List<String> messages) {
        int states = 1 + dice.below(3);
        var variables = new ArrayList<>(List.of("N", "IRS"));
        VARIABLES.stream().skip(2).map(v -> v.substring(0, v.indexOf(' '))).forEach(v -> {
            if (dice.percent(v.equals("SINCE") || v.equals("LAST") ? 12 : 30)) {
                variables.add(v);
            }
        });
        if (dice.percent(15)) {
            variables.add("ROWS");
        }
        int timers = dice.percent(10) ? MORE_THAN_A_WORD : dice.below(3);
        int signals = dice.percent(10) ? MORE_THAN_A_WORD : 1 + dice.below(2);
        return new Shape(
                name,
                numbered("S", states),
                List.copyOf(variables),
                numbered("T", timers),
                timers > 2 ? List.of("T0", "T64") : numbered("T", timers),
                numbered("told-", signals),
                signals > 2 ? List.of("told-0", "told-64") : numbered("told-", signals),
                messages,
                dice.percent(20),
                dice.percent(40),
                dice.percent(30));
    }

    private static List<String> numbered(String prefix, int count) {
        return IntStream.range(0, count).mapToObj(i -> prefix + i).toList();
    }

    boolean has(String variable) {
        return variables.contains(variable);
    }
}
