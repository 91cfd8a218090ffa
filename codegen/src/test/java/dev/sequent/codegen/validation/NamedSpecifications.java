package dev.sequent.codegen.validation;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Specifications in which given words are the names of everything of one kind. Their other names begin with {@code zz}.
 */
final class NamedSpecifications {
    /** Places in a text that other words fill: the words' list comes in, the text goes out. */
    private static final Map<String, Function<List<String>, String>> ROLES = new LinkedHashMap<>();

    private static final List<String> TYPES =
            List.of("u8", "u16?", "seq", "bool", "time", "duration?", "seq?", "time?");

    private NamedSpecifications() {}

    /** The kinds of names. */
    static Map<String, Function<List<String>, String>> roles() {
        return ROLES;
    }

    static {
        ROLES.put(
                "parameter",
                w -> each(w, "param # : u8 = 3 in 0 .. 9\n") + machine("", go(w, "zzv := (zzv + # + %) mod 200\n")));
        ROLES.put(
                "enum",
                w -> each(w, "enum # { zza, zzb }\n") + machine(each(w, "var zz% : #\n"), go(w, "zz% := #.zzb\n")));
        ROLES.put(
                "constant of an enum",
                w -> chunks(w, 200, (i, part) -> "enum zze" + i + " { " + list(part) + " }\n")
                        + machine(
                                chunks(w, 200, (i, part) -> "var zz" + i + " : zze" + i + "\n"),
                                chunks(w, 200, (i, part) -> go(part, "zz" + i + " := #\n", i * 200))));
        ROLES.put(
                "extern function",
                w -> each(w, "extern function #(zza : u8) : u8\n") + machine("", go(w, "zzv := #(%small)\n")));
        ROLES.put(
                "its parameter",
                w -> each(w, "extern function zzf%(# : u8, zzb : u8) : u8\n")
                        + machine("", go(w, "zzv := zzf%(#: 1, zzb: 2)\n")));
        ROLES.put(
                "message",
                w -> each(w, "message # as # { zza : u8 }\n")
                        + machine(
                                each(w, "receives #\n") + each(w, "on # arrives in any state { zzv := #.zza }\n"),
                                go(w, "send # <zza=zzn mod 7>\n")));
        ROLES.put(
                "field",
                w -> message(
                                0,
                                each(w, "# : %plain\n")
                                        .replace(": time", ": u32")
                                        .replace(": bool", ": u16"),
                                "")
                        + machine(
                                "receives zzm0\non zzm0 arrives in any state { zzv := 1 }\n"
                                        + each(w, "invariant zzi% : zzv != %\n"),
                                go(w, "send <#=3>\n")));
        ROLES.put(
                "bit",
                w -> chunks(
                                w,
                                31,
                                (i, part) -> "message zzm" + i + " as ZZ" + i + " { zzc : bits { " + list(part) + ", zz"
                                        + filler(31 - part.size()) + " } }\n")
                        + machine(
                                chunks(
                                        w,
                                        31,
                                        (i, part) -> "receives zzm" + i + "\non zzm" + i + " arrives in any state {\n"
                                                + each(part, "if # { zzv := % }\n") + "}\n"),
                                chunks(
                                        w,
                                        31,
                                        (i, part) ->
                                                go(part, "send zzm" + i + " <zzc=#, zz if (zzv > 3)>\n", i * 31))));
        ROLES.put(
                "option",
                w -> chunks(
                                w,
                                200,
                                (i, part) -> message(
                                        i,
                                        "zzf : u8\n",
                                        part.stream()
                                                .map(x -> x + " kind " + (part.indexOf(x) + 2)
                                                        + (part.indexOf(x) % 3 == 0 ? "" : " : u16") + "\n")
                                                .collect(Collectors.joining())))
                        + machine(
                                chunks(
                                        w,
                                        200,
                                        (i, part) -> "receives zzm" + i + "\non zzm" + i
                                                + " arrives in any state {\n"
                                                + part.stream()
                                                        .map(x -> part.indexOf(x) % 3 == 0
                                                                ? "if ZZ" + i + "." + x + " { zzv := 3 }\n"
                                                                : "if ZZ" + i + "." + x + " present { zzv := ZZ" + i
                                                                        + "." + x + " mod 200 }\n")
                                                        .collect(Collectors.joining())
                                                + "}\n"),
                                ""));
        ROLES.put(
                "value of an option",
                w -> chunks(
                                w,
                                3,
                                (i, part) -> message(
                                        i,
                                        "zzf : u8\n",
                                        "zzo kind 2 { "
                                                + part.stream()
                                                        .map(x -> x + " : u16")
                                                        .collect(Collectors.joining(", ")) + ", zzl : seq }\n"))
                        + machine(
                                chunks(
                                        w,
                                        3,
                                        (i, part) -> "receives zzm" + i + "\non zzm" + i + " arrives in any state {\n"
                                                + each(
                                                        part,
                                                        "if ZZ" + i + ".zzo.# present { zzv := ZZ" + i
                                                                + ".zzo.# mod 200 }\n")
                                                + "}\n"),
                                ""));
        ROLES.put(
                "data",
                w -> each(w, "message zzm% as ZZ% { zza : u8 data # }\n")
                        + machine(
                                each(w, "receives zzm%\non zzm% arrives in any state { zzv := ZZ%.# mod 200 }\n"),
                                go(w, "send zzm% <#=3>\n")));
        ROLES.put(
                "derived field",
                w -> "message zzm as ZZ { zza : u8\n" + each(w, "derived # : u32 = zza + %\n") + "}\n"
                        + machine(
                                "receives zzm\non zzm arrives in any state {\n"
                                        + each(w, "if ZZ.# = 7 { zzv := % mod 200 }\n") + "}\n",
                                ""));
        ROLES.put(
                "machine",
                w -> each(
                                w,
                                "machine # { state zzs initial, zzt var zzv : u8 receives zzm event ZZGO(zzn : u32)\n"
                                        + "on zzm arrives in any state { zzv := ZZ.zza }\n"
                                        + "on ZZGO in any state { zzv := zzn mod 7 ; send <zza=zzv> -> zzt } invariant zzi : zzv < 7 }\n")
                        + "message zzm as ZZ { zza : u8 }\n"
                        + each(w, "property zzp%(zzx, zzy : #) : always zzx.zzv = zzy.zzv\n"));
        ROLES.put(
                "state",
                w -> "machine zzm { state zzs initial, " + list(w) + "\nvar zzv : u8 event ZZGO(zzn : u32)\n"
                        + "on ZZGO in any state {\n" + go(w, "-> #\n", 0) + each(w, "in # { zzv := 9 }\n") + "}\n"
                        + each(w, "invariant zzi% : not (in #)\n") + "}\n");
        ROLES.put(
                "variable",
                w -> machine(each(w, "var # : %type\n"), assign(w, "", "#") + "if zzn > 7 { delete TCB }\n"));
        ROLES.put(
                "table",
                w -> machine(
                        each(w, "table #[2] { zza : u8, zzb : u8? }\n"),
                        go(
                                w,
                                "if room(#) = 0 { clear # } else { insert into # { zza := zzn mod 5 , zzb := 3 } find zzr in # where zzr.zza = 3 {"
                                        + " zzr.zzb := none } }\n",
                                0)));
        ROLES.put(
                "column",
                w -> machine(
                        "table zzt[2] {\n" + each(w, "# : %type ;") + "}\n",
                        "if room(zzt) = 0 { clear zzt }\ninsert into zzt { "
                                + IntStream.range(0, w.size())
                                        .mapToObj(i -> w.get(i) + " := " + value(TYPES.get(i % TYPES.size())))
                                        .collect(Collectors.joining(" , "))
                                + " }\nfor each zzr in zzt { " + assign(w, "zzr.", "zzr.#") + "}\n"));
        ROLES.put(
                "timer",
                w -> chunks(
                        w,
                        60,
                        (i, part) -> "machine zzm" + i + " { state zzs initial var zzv : u16 event ZZGO(zzn : u32)\n"
                                + each(part, "timer #\non timeout # in zzs { zzv := % }\n") + "on ZZGO in zzs {\n"
                                + go(part, "if running # { stop # } else { start # after 1 s }\n", 0) + "}\n}\n"));
        ROLES.put("signal", w -> machine(each(w, "signal #\n"), go(w, "signal #\n")));
        ROLES.put(
                "outcome",
                w -> machine(
                        each(w, "outcome #\n") + "call ZZDO(zzn : u32)\non ZZDO in any state {\n"
                                + go(w, "return #\n", 0) + "return " + w.getFirst() + "\n}\n",
                        ""));
        ROLES.put("effect", w -> machine(each(w, "effect #(zza : u32)\n"), go(w, "#(zzn)\n")));
        ROLES.put("observable", w -> machine(each(w, "observe # : u32 = zzv + 1\n"), go(w, "zzv := zzn mod 7\n")));
        ROLES.put("parameter of an effect", w -> machine(each(w, "effect zzf%(# : u32)\n"), go(w, "zzf%(#: zzn)\n")));
        ROLES.put("call", w -> machine("outcome zzok\n" + called(w, "call", "return zzok"), ""));
        ROLES.put("event", w -> machine(called(w, "event", "done"), ""));
        ROLES.put(
                "parameter of an event",
                w -> machine(
                        each(
                                w,
                                "event zzf%(# : %plain)\non zzf% in any state { zzv := zzv mod 7 + 1 ; var zzl := # ; zzl := # }\n"),
                        ""));
        ROLES.put("function", w -> machine(each(w, "function #() : u32 = 5\n"), go(w, "zzv := (zzn + #()) mod 200\n")));
        ROLES.put(
                "function of an optional",
                w -> machine(
                        each(w, "function #(zza : u8?) : u8? { if zza present { return zza } return none }\n"),
                        "var zzl : u8? := zzn mod 9\n" + go(w, "zzl := #(zzl)\n")));
        ROLES.put(
                "parameter of a function",
                w -> machine(
                        each(w, "function zzf%(# : u8, zzb : u8) : u32 = # * 2 + zzb\n"),
                        go(w, "zzv := zzf%(#: zzn mod 9, zzb: 1)\n")));
        ROLES.put(
                "procedure",
                w -> machine(each(w, "procedure #(zzn : u32) { zzv := (zzn + zzv) mod 200 }\n"), go(w, "#(zzn)\n")));
        ROLES.put(
                "parameter of a procedure",
                w -> machine(
                        each(w, "procedure zzf%(# : u32?) { if # present { zzv := # mod 200 } }\n"),
                        go(w, "zzf%(#: zzn)\n")));
        ROLES.put(
                "local",
                w -> machine(
                        each(w, "procedure zzf%(zzn : u32) { let # = zzn mod 5 ; zzv := # ; if # = 4 { zzv := 9 } }\n"),
                        go(w, "zzf%(zzn)\n")));
        ROLES.put(
                "local that changes",
                w -> machine(
                        "", each(w, "if zzn mod 50 = % mod 50 { var # : u8? := none ; # := zzn mod 5 ; zzv := # }\n")));
        ROLES.put(
                "local between steps",
                w -> machine(
                        "",
                        each(w, "var # := zzn\n") + "step zza \"a\" {" + each(w, "# := # + %\n") + "}\n"
                                + "step zzb \"b\" { \n" + each(w, "zzv := (zzv + #) mod 200\n") + "}\n"));
        ROLES.put(
                "loop variable",
                w -> machine(
                        "var zzr : ranges[4] table zzt[3] { zza : u8 }\n",
                        each(
                                w,
                                "if zzn mod 40 = % mod 40 {"
                                        + " for # from 1 to 3 { zzv := # } for each # .. zzb in zzr { zzv := (zzb - #) mod 9 } for each # in zzt { remove # }"
                                        + " find # in zzt where #.zza = 3 { #.zza := 4 } }\n")));
        ROLES.put("step", w -> machine("", each(w, "step # \"step %\" { if zzn = % { zzv := % mod 200 done } }\n")));
        ROLES.put(
                "interface",
                w -> each(w, "interface # { function zzf() : u32 procedure zzg(zza : u8) }\n")
                        + each(
                                w,
                                "module zzm% provides # for zzm { var # : u8 function zzf() : u32 = # procedure zzg(zza : u8) { # := zza } }\n")
                        + machine("", go(w, "#.zzg(%small) ; zzv := #.zzf()\n")));
        ROLES.put(
                "module",
                w -> each(w, "interface zzi% { function #() : u32 }\n")
                        + each(w, "module # provides zzi% for zzm { function #() : u32 = % }\n")
                        + machine("", go(w, "zzv := zzi%.#() mod 200\n")));
        ROLES.put("invariant", w -> machine(each(w, "invariant # : zzv != %\n"), "zzv := zzn mod 200\n"));
        ROLES.put(
                "property, witness, peer",
                w -> machine("", "zzv := zzn mod 7")
                        + each(w, "property #(#, zzb : zzm) : always #.zzv = zzb.zzv or # in zzs\n")
                        + each(w, "witness #(zzb, # : zzm) : #.zzv = zzb.zzv\n"));
        ROLES.put(
                "property of steps",
                w -> machine("", "zzv := zzn mod 7 ; send <zza=3>")
                        + "message zzq as ZQ { zza : u8 }\n"
                        + each(
                                w,
                                "property #(# : zzm) : step old(#.zzv) = #.zzv or # sends zzq where OUT.zza = #.zzv\n"));
        ROLES.put(
                "scenario and its peer",
                w -> machine("", "zzv := zzn mod 7")
                        + each(w, "scenario # { peer # : zzm { ZZGO(3) when zzv < 5 } }\n"));
    }

    // ------------------------------------------------------------ parts

    /** @param items more of it @param body what its event does */
    private static String machine(String items, String body) {
        return "machine zzm { state zzs initial, zzt var zzv : u16 event ZZGO(zzn : u32)\n" + items
                + "on ZZGO in any state {\n" + body + "\nin zzs { -> zzt } in zzt { -> zzs }\n}\n}\n";
    }

    private static String message(int number, String fields, String options) {
        return "message zzm" + number + " as ZZ" + number + " { zzh : 8 bits length of header in 4 bytes\n" + fields
                + (options.isEmpty() ? "" : "options { end kind 0 padding kind 1\n" + options + "}\n") + "}\n";
    }

    private static String called(List<String> words, String kind, String end) {
        var shapes = List.of("", "zza : u8", "zza : u32, zzb : duration", "zza : bool", "zza : seq, zzb : u64");
        var text = new StringBuilder();
        for (int i = 0; i < words.size(); i++) {
            String shape = shapes.get(i % shapes.size());
            text.append(kind)
                    .append(' ')
                    .append(words.get(i))
                    .append('(')
                    .append(shape)
                    .append(")\non ")
                    .append(words.get(i))
                    .append(" in any state { zzv := ")
                    .append(i % 200)
                    .append(" ")
                    .append(end)
                    .append(" }\n");
        }
        return text.toString();
    }

    private static String plain(int i) {
        return List.of("u8", "seq", "bool", "time").get(i % 4);
    }

    private static String value(String type) {
        return switch (type) {
            case "u8" -> "3";
            case "u16?" -> "77";
            case "seq", "seq?" -> "sequence(zzn)";
            case "bool" -> "zzn > 3";
            case "time", "time?" -> "now";
            default -> "2 s";
        };
    }

    private static String assign(List<String> words, String prefix, String place) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> "if zzn mod 10 = " + i % 10 + " { " + prefix + words.get(i) + " := "
                        + value(TYPES.get(i % TYPES.size())) + " }\n")
                .collect(Collectors.joining());
    }

    /** What an event does for each word when its argument asks for it. */
    private static String go(List<String> words, String statement) {
        return go(words, statement, 0);
    }

    private static String go(List<String> words, String statement, int from) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> "if zzn mod 50 = " + (from + i) % 50 + " { " + fill(statement, words.get(i), i) + " }\n")
                .collect(Collectors.joining());
    }

    private static String each(List<String> words, String text) {
        return IntStream.range(0, words.size())
                .mapToObj(i -> fill(text, words.get(i), i))
                .collect(Collectors.joining());
    }

    private static String fill(String text, String word, int i) {
        return text.replace("%small", Integer.toString(i % 200))
                .replace("%type", TYPES.get(i % TYPES.size()))
                .replace("%plain", plain(i))
                .replace("#", word)
                .replace("%", Integer.toString(i));
    }

    private static String list(List<String> words) {
        return String.join(", ", words);
    }

    private static String filler(int count) {
        return IntStream.range(0, count).mapToObj(i -> ", zz" + i).collect(Collectors.joining());
    }

    private static String chunks(List<String> words, int size, BiFunction<Integer, List<String>, String> text) {
        var out = new StringBuilder();
        for (int i = 0; i * size < words.size(); i++) {
            out.append(text.apply(i, words.subList(i * size, Math.min(words.size(), (i + 1) * size))));
        }
        return out.toString();
    }
}
