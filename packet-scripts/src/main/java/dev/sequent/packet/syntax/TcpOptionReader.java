package dev.sequent.packet.syntax;

import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptionOctets;
import dev.sequent.packet.script.TcpOptions;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import org.antlr.v4.runtime.Token;

/** Reads the options of a segment. */
final class TcpOptionReader {
    private static final long MAX_SEQUENCE = 0xFFFF_FFFFL;
    /** Octets of options that fit between the fixed header and its greatest length. */
    private static final int ROOM = 40;

    /** What each option looks like. */
    private static final Map<String, String> FORMS = new TreeMap<>(Map.ofEntries(
            Map.entry("eol", "eol"),
            Map.entry("nop", "nop"),
            Map.entry("mss", "mss 1460"),
            Map.entry("wscale", "wscale 7"),
            Map.entry("sackOK", "sackOK"),
            Map.entry("sack", "sack 1:1001 2001:3001"),
            Map.entry("TS", "TS val 100 ecr 0"),
            Map.entry("FO", "FO, or FO 1234567890abcdef"),
            Map.entry("FOEXP", "FOEXP, or FOEXP 1234567890abcdef"),
            Map.entry("md5", "md5, or md5 and 32 hexadecimal digits"),
            Map.entry("ECN", "ECN e0b 1 ceb 0 e1b 1"),
            Map.entry("ACC_ECN", "ACC_ECN e0b 1 ceb 0 e1b 1"),
            Map.entry("kind", "kind 253 0102, the data in hexadecimal digits")));

    private final List<Problem> problems;

    TcpOptionReader(List<Problem> problems) {
        this.problems = problems;
    }

    TcpOptions read(PacketScriptParser.TcpOptionsContext tree) {
        if (tree.ELLIPSIS() != null) {
            return TcpOptions.UNCHECKED;
        }
        var list = new ArrayList<TcpOption>();
        int octets = 0;
        for (PacketScriptParser.TcpOptionContext option : tree.tcpOption()) {
            Optional<TcpOption> read = read(option);
            if (read.isPresent()) {
                list.add(read.get());
                octets += TcpOptionOctets.write(List.of(read.get())).length;
            }
        }
        if (octets > ROOM) {
            problems.add(Messages.at(
                            "PKT423",
                            tree.getStart(),
                            "the options take " + octets + " octets, and there is room for 40")
                    .hint("a header has 60 octets at most, 20 of them fixed (RFC 9293, 3.1)"));
        }
        return new TcpOptions.Listed(list);
    }

    private Optional<TcpOption> read(PacketScriptParser.TcpOptionContext tree) {
        String name = tree.name.getText();
        List<String> words = new ArrayList<>();
        for (PacketScriptParser.OptionValueContext value : tree.optionValue()) {
            words.add(value.getText());
        }
        if (!FORMS.containsKey(name)) {
            problems.add(Messages.unknown(
                    "PKT421",
                    tree.name,
                    "TCP option",
                    name,
                    FORMS.keySet(),
                    "any option can be written as kind 253 0102"));
            return Optional.empty();
        }
        Optional<TcpOption> option = option(name, words, tree.name);
        if (option.isEmpty()) {
            problems.add(Messages.at("PKT422", tree.name, "this is not how the option " + name + " is written")
                    .hint("write " + FORMS.get(name)
                            + (words.stream().anyMatch(FORMS::containsKey) ? "; commas stand between options" : "")));
        }
        return option;
    }

    private Optional<TcpOption> option(String name, List<String> words, Token at) {
        return switch (name) {
            case "eol" -> bare(words, new TcpOption.EndOfList());
            case "nop" -> bare(words, new TcpOption.NoOperation());
            case "sackOK" -> bare(words, new TcpOption.SackPermitted());
            case "mss" -> one(words, 65_535).map(n -> new TcpOption.MaximumSegmentSize((int) (long) n));
            case "wscale" -> one(words, 255).map(n -> new TcpOption.WindowScale((int) (long) n));
            case "sack" -> sack(words);
            case "TS" -> timestamps(words);
            case "FO" -> hexadecimal(words, 0).map(TcpOption.FastOpen::new);
            case "FOEXP" -> hexadecimal(words, 0).map(TcpOption.FastOpenExperimental::new);
            case "md5" ->
                hexadecimal(words, 0)
                        .filter(d -> d.isEmpty() || d.length() == 32)
                        .map(TcpOption.Md5::new);
            case "ECN", "ACC_ECN" -> accurateEcn(words);
            case "kind" ->
                words.isEmpty()
                        ? Optional.empty()
                        : number(words.getFirst(), 255)
                                .flatMap(kind -> hexadecimal(words, 1)
                                        .map(data -> new TcpOption.Unknown((int) (long) kind, data)));
            default -> throw new IllegalStateException(name + " at " + at.getLine());
        };
    }

    private static Optional<TcpOption> bare(List<String> words, TcpOption option) {
        return words.isEmpty() ? Optional.of(option) : Optional.empty();
    }

    private static Optional<Long> one(List<String> words, long max) {
        return words.size() == 1 ? number(words.getFirst(), max) : Optional.empty();
    }

    private static Optional<Long> number(String word, long max) {
        return Optional.of(word)
                .filter(w -> w.matches("\\d{1,10}"))
                .map(Long::valueOf)
                .filter(n -> n <= max);
    }

    private static Optional<TcpOption> sack(List<String> words) {
        var blocks = new ArrayList<TcpOption.Sack.Block>();
        for (String word : words) {
            String[] edges = word.split(":", -1);
            if (edges.length != 2) {
                return Optional.empty();
            }
            Optional<Long> left = number(edges[0], MAX_SEQUENCE);
            Optional<Long> right = number(edges[1], MAX_SEQUENCE);
            if (left.isEmpty() || right.isEmpty()) {
                return Optional.empty();
            }
            blocks.add(new TcpOption.Sack.Block(left.get(), right.get()));
        }
        return Optional.of(new TcpOption.Sack(blocks));
    }

    private static Optional<TcpOption> timestamps(List<String> words) {
        if (words.size() != 4 || !words.get(0).equals("val") || !words.get(2).equals("ecr")) {
            return Optional.empty();
        }
        return orDots(words.get(1))
                .flatMap(value -> orDots(words.get(3)).map(echo -> new TcpOption.Timestamps(value, echo)));
    }

    private static Optional<OptionalLong> orDots(String word) {
        return word.equals("...")
                ? Optional.of(OptionalLong.empty())
                : number(word, MAX_SEQUENCE).map(OptionalLong::of);
    }

    private static Optional<TcpOption> accurateEcn(List<String> words) {
        if (words.size() % 2 != 0 || words.size() > 6) {
            return Optional.empty();
        }
        List<String> order = words.isEmpty() || words.getFirst().equals("e0b")
                ? List.of("e0b", "ceb", "e1b")
                : List.of("e1b", "ceb", "e0b");
        var counters = new ArrayList<TcpOption.AccurateEcn.Counter>();
        for (int i = 0; i < words.size(); i += 2) {
            String name = words.get(i);
            Optional<Long> value = number(words.get(i + 1), 0xFF_FFFF);
            if (value.isEmpty() || !name.equals(order.get(i / 2))) {
                return Optional.empty();
            }
            counters.add(new TcpOption.AccurateEcn.Counter(name, (int) (long) value.get()));
        }
        return Optional.of(new TcpOption.AccurateEcn(counters));
    }

    /** The digits of all words from one on; whole octets. */
    private static Optional<String> hexadecimal(List<String> words, int from) {
        String digits = String.join("", words.subList(from, words.size()));
        return digits.matches("([0-9a-fA-F]{2})*")
                ? Optional.of(digits.toLowerCase(java.util.Locale.ROOT))
                : Optional.empty();
    }
}
