package dev.sequent.codegen.census;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The list of what is not exercised: Markdown, in which a paragraph says the reason, and each item below it is a branch
 * in states, as {@link Ways#lines} has it without the place. Behind what is listed lies what is never reached then, and
 * need not be listed.
 */
public final class Unexercised {
    private static final Pattern ITEM =
            Pattern.compile("- (.+: (?:`[^`]+` )?(?:entered|passed|holds|fails))(?: in (.+))?");

    private final Census census;
    private final String file;
    private final Map<String, Branch> known = new HashMap<>();
    private final List<String> problems = new ArrayList<>();
    private final Ways listed;

    private Unexercised(Census census, String file) {
        this.census = census;
        this.file = file;
        this.listed = new Ways(census);
        census.branches().forEach(b -> known.put(b.words(), b));
    }

    /** Reads the list. @param file its name, for messages */
    public static Unexercised of(Census census, String file, String text) {
        var list = new Unexercised(census, file);
        boolean reason = false;
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.startsWith("#")) {
                reason = false;
            } else if (line.startsWith("- ")) {
                list.item(file + ":" + number + ": ", line, reason);
            } else if (!line.isBlank()) {
                reason = true;
            }
        }
        return list;
    }

    private void item(String place, String line, boolean reason) {
        Matcher item = ITEM.matcher(line);
        if (!item.matches()) {
            problems.add(place + "not of the form '- RULE: `CONDITION` holds in STATE, STATE'");
            return;
        }
        if (!reason) {
            problems.add(place + "no reason stands above it");
        }
        Branch branch = known.get(item.group(1));
        if (branch == null) {
            problems.add(place + "the specification has no " + item.group(1));
            return;
        }
        if (branch.stateless()) {
            add(place, branch, 0, "");
            return;
        }
        for (String name : item.group(2) == null ? new String[0] : item.group(2).split(", ")) {
            add(place, branch, census.states().indexOf(name), " in " + name);
        }
    }

    private void add(String place, Branch branch, int state, String in) {
        if (state < 0 || !branch.possible().get(state)) {
            problems.add(place + branch.words() + in + ": the rule is not entered there, or states alone rule it out");
        } else if (listed.has(branch.number(), state)) {
            problems.add(place + branch.words() + in + ": listed twice");
        } else {
            listed.add(branch.number(), state);
        }
    }

    /** Its name. */
    String file() {
        return file;
    }

    /** All that is listed. */
    public Ways listed() {
        return new Ways(census).or(listed);
    }

    /** What is neither passed nor listed nor lies behind what is listed; first, what is not behind others of it. */
    public Ways missing(Ways passed) {
        return missed(passed).foremost();
    }

    private Ways missed(Ways passed) {
        return census.reachable(listed).without(passed).without(listed);
    }

    /** What is wrong with the list: stale, superfluous, or not to be read. */
    public List<String> problems(Ways passed) {
        var all = new ArrayList<>(problems);
        listed.and(passed).lines().forEach(l -> all.add(l + ": listed, and exercised: take it off the list"));
        listed.without(passed)
                .without(census.reachable(listed))
                .lines()
                .forEach(l -> all.add(l + ": listed, and behind what is listed: take it off the list"));
        return all;
    }

    /** What is listed, and what lies behind it. */
    public Ways excused() {
        return census.possible().without(census.reachable(listed)).or(listed);
    }
}
