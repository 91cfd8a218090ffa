package dev.sequent.packet.syntax;

import static org.assertj.core.api.Assertions.assertThat;

import dev.sequent.packet.script.Action;
import dev.sequent.packet.script.Event;
import dev.sequent.packet.script.EventTime;
import dev.sequent.packet.script.IcmpNames;
import dev.sequent.packet.script.IpInfo;
import dev.sequent.packet.script.Place;
import dev.sequent.packet.script.Ports;
import dev.sequent.packet.script.Script;
import dev.sequent.packet.script.ScriptOption;
import dev.sequent.packet.script.ScriptPrinter;
import dev.sequent.packet.script.Symbols;
import dev.sequent.packet.script.SystemCalls;
import dev.sequent.packet.script.TcpOption;
import dev.sequent.packet.script.TcpOptionOctets;
import dev.sequent.packet.script.TcpOptions;
import dev.sequent.packet.script.Value;
import dev.sequent.wire.Ipv4Address;
import dev.sequent.wire.TcpHeader;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;

/** What the printer writes, the reader reads as what it was; and what is no script, it says so of, and no more. */
class RoundTripProperties {

    private static final List<String> ERRORS =
            Symbols.names().stream().filter(Symbols::isErrno).toList();

    @Property
    void whatIsPrintedReadsBackEqual(@ForAll("scripts") Script script) {
        String text = ScriptPrinter.text(script);
        Reading reading = ScriptReader.read("printed", text, Map.of());
        assertThat(reading.report()).as(text).isEmpty();
        assertThat(reading.script().unplaced()).isEqualTo(script);
    }

    @Property
    void optionsAreReadAsTheyWereWritten(@ForAll("optionLists") List<TcpOption> options) {
        byte[] octets = TcpOptionOctets.write(options);
        List<TcpOption> known =
                options.stream().map(RoundTripProperties::onTheWire).toList();
        int end = known.indexOf(new TcpOption.EndOfList());
        assertThat(TcpOptionOctets.read(octets)).isEqualTo(end < 0 ? known : known.subList(0, end + 1));
    }

    @Property
    void octetsAreWrittenAsTheyWereRead(@ForAll("octetsOfOneOption") byte[] octets) {
        assertThat(TcpOptionOctets.write(TcpOptionOctets.read(octets))).isEqualTo(octets);
    }

    @Provide
    Arbitrary<byte[]> octetsOfOneOption() {
        return Combinators.combine(
                        Arbitraries.integers().between(2, 255),
                        Arbitraries.bytes().array(byte[].class).ofMaxSize(20))
                .as((kind, data) -> {
                    byte[] octets = new byte[2 + data.length];
                    octets[0] = kind.byteValue();
                    octets[1] = (byte) octets.length;
                    System.arraycopy(data, 0, octets, 2, data.length);
                    return octets;
                });
    }

    private static TcpOption onTheWire(TcpOption option) {
        if (option instanceof TcpOption.Timestamps ts) {
            return TcpOption.Timestamps.of(ts.value().orElse(0), ts.echoReply().orElse(0));
        }
        return option instanceof TcpOption.Md5(String digest) && digest.isEmpty()
                ? new TcpOption.Md5("0".repeat(32))
                : option;
    }

    /** Characters of the language in any order: the reader must not break, and every problem stands in the text. */
    @Property
    void anythingElseIsAProblemAndNoFault(@ForAll("scribbles") String text) {
        Reading reading = ScriptReader.read("scribble", text, Map.of());
        int lines = (int) text.lines().count();
        assertThat(reading.problems()).allSatisfy(p -> {
            assertThat(p.place().line()).isBetween(1, Math.max(1, lines));
            assertThat(p.message()).isNotEmpty();
        });
        assertThat(reading.isRight()).isEqualTo(reading.report().isEmpty());
        if (reading.isRight()) {
            assertThat(reading.script().events()).isNotEmpty();
        }
    }

    @Provide
    Arbitrary<String> scribbles() {
        return Arbitraries.of(
                        "+0 ",
                        "0.1 ",
                        "* ",
                        "< ",
                        "> ",
                        "S. ",
                        ". ",
                        "1:1(0) ",
                        "1:1001(1000) ",
                        "ack 1 ",
                        "win 5 ",
                        "<mss ",
                        "1460>",
                        "read(3, ",
                        "..., ",
                        "10) ",
                        "= ",
                        "-1 ",
                        "EAGAIN ",
                        "\n",
                        "\"",
                        "`",
                        "%{",
                        "}%",
                        "/*",
                        "*/",
                        "//",
                        "{",
                        "}",
                        "[",
                        "]",
                        "icmp ",
                        "unreachable ",
                        "~",
                        "...",
                        "é",
                        "\\",
                        "--mtu=1 ",
                        "999999999999 ",
                        "0x",
                        "|",
                        "?")
                .list()
                .ofMaxSize(25)
                .map(parts -> String.join("", parts));
    }

    // ---------------------------------------------------------------- scripts

    @Provide
    Arbitrary<Script> scripts() {
        Arbitrary<List<Action.Command>> commands = Arbitraries.of("sysctl -q net.ipv4.tcp_retries2=3", "true\ntrue")
                .map(Action.Command::new)
                .list()
                .ofMaxSize(2);
        return Combinators.combine(
                        options(), commands, events().list().ofMinSize(1).ofMaxSize(6), commands)
                .as(Script::new);
    }

    private static Arbitrary<List<ScriptOption>> options() {
        return Arbitraries.of(
                        option("tolerance_usecs", "4000"),
                        option("local_ip", "192.0.2.7"),
                        option("define", "SIZE=1000"),
                        option("non_fatal", "packet,syscall"),
                        option("code_format", "a b"),
                        new ScriptOption("dry_run", Optional.empty(), Place.NONE))
                .list()
                .ofMaxSize(3);
    }

    private static ScriptOption option(String name, String value) {
        return ScriptOption.of(name, value);
    }

    private Arbitrary<Event> events() {
        Arbitrary<Event> calls = Combinators.combine(times(true), calls()).as(Event::of);
        Arbitrary<Event> others = Combinators.combine(
                        times(false), Arbitraries.oneOf(segments(), icmp(), udp(), commands()))
                .as(Event::of);
        return Arbitraries.oneOf(calls, others);
    }

    /** Relative, so that they do not go back. */
    private static Arbitrary<EventTime> times(boolean ofCall) {
        Arbitrary<Long> nanos = Arbitraries.longs().between(0, 100_000_000_000L);
        Arbitrary<EventTime> plain = Arbitraries.oneOf(
                Arbitraries.just(new EventTime.Any()),
                nanos.map(EventTime.Relative::new),
                Combinators.combine(nanos, nanos)
                        .as((a, b) -> new EventTime.Range(true, Math.min(a, b), Math.max(a, b))));
        return ofCall
                ? Arbitraries.oneOf(
                        plain,
                        Combinators.combine(nanos, nanos)
                                .as((a, b) -> new EventTime.Blocking(true, Math.min(a, b), Math.max(a, b))))
                : plain;
    }

    private static Arbitrary<Action> commands() {
        return Arbitraries.of(new Action.Command("sysctl -w a=1"), new Action.CodeBlock(" assert tcpi_rto == 1\n"));
    }

    // ---------------------------------------------------------------- packets

    private static Arbitrary<IpInfo> ip() {
        Arbitrary<OptionalInt> octet = Arbitraries.oneOf(
                Arbitraries.just(OptionalInt.empty()),
                Arbitraries.integers().between(0, 255).map(OptionalInt::of));
        return Combinators.combine(Arbitraries.of(IpInfo.Ecn.class).optional(), octet, octet)
                .as(IpInfo::new);
    }

    private static Arbitrary<Optional<Ports>> ports() {
        Arbitrary<Ports.End> end = Combinators.combine(
                        Arbitraries.integers().map(Ipv4Address::new).optional(),
                        Arbitraries.integers().between(0, 65_535))
                .as(Ports.End::new);
        return Combinators.combine(end, end).as(Ports::new).optional();
    }

    private static Arbitrary<Long> sequences() {
        return Arbitraries.longs().between(0, 0xFFFF_FFFFL);
    }

    private Arbitrary<Action> segments() {
        Arbitrary<Action.Direction> direction = Arbitraries.of(Action.Direction.class);
        Arbitrary<Integer> control = Arbitraries.integers().between(0, 0x1FF);
        Arbitrary<Integer> length = Arbitraries.integers().between(0, 65_495);
        return Combinators.combine(direction, ip(), ports(), control, sequences(), length, sequences(), optionLists())
                .as((d, ip, ports, bits, seq, n, ack, options) -> (Action) new Action.TcpPacket(
                        d,
                        ip,
                        ports,
                        bits,
                        seq,
                        n,
                        (bits & TcpHeader.ACK) != 0 ? OptionalLong.of(ack) : OptionalLong.empty(),
                        OptionalInt.of(n),
                        (bits & TcpHeader.URG) != 0 ? OptionalInt.of(n) : OptionalInt.empty(),
                        new TcpOptions.Listed(options)));
    }

    private static Arbitrary<Action> udp() {
        return Combinators.combine(
                        Arbitraries.of(Action.Direction.class),
                        ip(),
                        ports(),
                        Arbitraries.integers().between(0, 2000))
                .as(Action.UdpPacket::new);
    }

    private static Arbitrary<Action> icmp() {
        Arbitrary<Action.Quoted> quoted = Arbitraries.oneOf(
                Combinators.combine(sequences(), Arbitraries.integers().between(0, 2000))
                        .as(Action.Quoted.TcpRange::new),
                Arbitraries.integers().between(0, 2000).map(Action.Quoted.Udp::new));
        return Combinators.combine(
                        ip(),
                        ports(),
                        Arbitraries.of(IcmpNames.types()),
                        Arbitraries.integers().between(0, 15),
                        quoted.optional())
                .as((ip, ports, type, n, quote) -> {
                    List<String> codes = IcmpNames.codes(type);
                    String code = n < codes.size() ? codes.get(n) : "";
                    return new Action.IcmpPacket(
                            Action.Direction.IN,
                            ip,
                            ports,
                            type,
                            code,
                            code.equals("frag_needed") ? OptionalInt.of(n * 100) : OptionalInt.empty(),
                            quote);
                });
    }

    // ---------------------------------------------------------------- options of TCP

    @Provide
    Arbitrary<List<TcpOption>> optionLists() {
        return optionsOfTcp().list().ofMaxSize(4).filter(list -> TcpOptionOctets.write(list).length <= 40);
    }

    private static Arbitrary<TcpOption> optionsOfTcp() {
        Arbitrary<String> hexadecimal = Arbitraries.strings()
                .withChars("0123456789abcdef")
                .ofMinLength(0)
                .ofMaxLength(8)
                .map(s -> s + s)
                .filter(s -> s.length() % 2 == 0);
        Arbitrary<OptionalLong> stamps =
                Arbitraries.oneOf(sequences().map(OptionalLong::of), Arbitraries.just(OptionalLong.empty()));
        Arbitrary<TcpOption.Sack.Block> blocks =
                Combinators.combine(sequences(), sequences()).as(TcpOption.Sack.Block::new);
        return Arbitraries.oneOf(
                Arbitraries.of(new TcpOption.EndOfList(), new TcpOption.NoOperation(), new TcpOption.SackPermitted()),
                Arbitraries.integers().between(0, 65_535).map(TcpOption.MaximumSegmentSize::new),
                Arbitraries.integers().between(0, 255).map(TcpOption.WindowScale::new),
                blocks.list().ofMaxSize(4).map(TcpOption.Sack::new),
                Combinators.combine(stamps, stamps).as(TcpOption.Timestamps::new),
                hexadecimal.map(TcpOption.FastOpen::new),
                hexadecimal.map(TcpOption.FastOpenExperimental::new),
                Arbitraries.of("", "00112233445566778899aabbccddeeff").map(TcpOption.Md5::new),
                Combinators.combine(
                                Arbitraries.integers().between(0, 3),
                                Arbitraries.integers().between(0, 0xFF_FFFF))
                        .as(RoundTripProperties::counters),
                hexadecimal.map(data -> new TcpOption.Unknown(253, data)));
    }

    private static TcpOption counters(int count, int value) {
        List<String> names = value % 2 == 0 ? List.of("e0b", "ceb", "e1b") : List.of("e1b", "ceb", "e0b");
        return new TcpOption.AccurateEcn(names.subList(0, count).stream()
                .map(name -> new TcpOption.AccurateEcn.Counter(name, value))
                .toList());
    }

    // ---------------------------------------------------------------- system calls

    private static Arbitrary<Action> calls() {
        Arbitrary<String> names = Arbitraries.of(SystemCalls.names());
        return Combinators.combine(
                        names,
                        values().list().ofSize(7),
                        Arbitraries.longs().between(-1, 1000),
                        Arbitraries.of(ERRORS).optional(),
                        Arbitraries.of("as it was", "Broken pipe").optional())
                .as((name, arguments, result, errno, note) -> new Action.SystemCall(
                        name,
                        arguments.subList(0, count(name)),
                        result < 0 ? new Value.Number(-1, false) : new Value.Number(result, false),
                        errno.filter(e -> result < 0),
                        note));
    }

    private static int count(String name) {
        int count = 0;
        while (!SystemCalls.takes(name, count)) {
            count++;
        }
        return count;
    }

    private static Arbitrary<Value> values() {
        Arbitrary<Value> plain = Arbitraries.oneOf(
                Arbitraries.of(Value.OMITTED, new Value.Anything()),
                Arbitraries.longs().map(n -> new Value.Number(n, false)),
                Arbitraries.longs().greaterOrEqual(0).map(n -> new Value.Number(n, true)),
                Arbitraries.of(Symbols.names()).map(Value.Symbol::new),
                Combinators.combine(
                                Arbitraries.strings()
                                        .withCharRange('\0', '\u00ff')
                                        .ofMaxLength(6),
                                Arbitraries.of(true, false))
                        .as(Value.Text::new));
        Arbitrary<Value> compound = Arbitraries.oneOf(
                plain.list().ofMinSize(2).ofMaxSize(3).map(Value.Or::new),
                plain.list().ofMaxSize(3).map(Value.Array::new),
                plain.map(v -> new Value.Function("htons", List.of(v))),
                plain.list()
                        .ofMaxSize(3)
                        .map(list -> new Value.Struct(list.stream()
                                .map(v -> new Value.Field("events", List.of(), v))
                                .toList())),
                plain.map(v -> new Value.Struct(List.of(new Value.Field("msg_iov", List.of(Value.of(1)), v)))));
        return Arbitraries.oneOf(plain, compound);
    }
}
