package dev.sequent.language.diagnostic;

import dev.sequent.language.model.Local;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import java.util.Collection;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** SQT3xx: types and units. */
public final class TypeMessages {
    private TypeMessages() {}

    public static Diagnostic mismatch(Span span, Type wanted, Type found, String text) {
        String hint = "";
        if (wanted instanceof Type.Bool && found.integral()) {
            hint = "a number is not a condition: compare it, " + text + " != 0";
        } else if (wanted.integral() && found instanceof Type.Bool) {
            hint = "ord(" + text + ") is 0 or 1";
        } else if (wanted instanceof Type.Seq && found.integral()) {
            hint = "a number becomes a sequence number by sequence(" + text + "), or by being added to one";
        } else if (wanted.integral() && found instanceof Type.Seq) {
            hint = "the distance of two sequence numbers is a number; number(" + text + ") is its 32 bits";
        } else if (wanted.integral() && found instanceof Type.Duration) {
            hint = "count-of(" + text + ", 1 ms) is its length in milliseconds";
        } else if (wanted instanceof Type.Time && found instanceof Type.Duration) {
            hint = "a point in time is now + " + text;
        }
        return Diagnostic.error("SQT301", span, "expected " + wanted.name() + ", found " + found.name())
                .hint(hint);
    }

    public static Diagnostic incomparable(Span span, Type left, String leftText, Type right, String rightText) {
        String hint = "";
        if (left instanceof Type.Seq && right.integral()) {
            hint = "sequence numbers wrap: compare with a sequence number (SND.UNA + n), or a distance with "
                    + rightText;
        } else if (left.integral() && right instanceof Type.Seq) {
            hint = "sequence numbers wrap: compare with a sequence number (SND.UNA + n), or a distance with "
                    + leftText;
        } else if (left instanceof Type.Bool || right instanceof Type.Bool) {
            hint = "a condition stands by itself, or after 'not'; ord(...) turns it into a number";
        }
        return Diagnostic.error("SQT302", span, "cannot compare " + left.name() + " with " + right.name())
                .hint(hint);
    }

    public static Diagnostic noUnit(Span span, long value) {
        return Diagnostic.error("SQT303", span, "a duration needs a unit")
                .hint("write " + value + " ms, or another of ns us ms s min h");
    }

    public static Diagnostic unknownUnit(String unit, Span span, Collection<String> known) {
        String near = Nearest.hint(unit, known);
        return Diagnostic.error("SQT304", span, "unknown unit " + unit)
                .hint(
                        near.isEmpty()
                                ? "units are ns us ms s min h, and parameters of type duration (2 MSL); otherwise write '*' between"
                                : near);
    }

    public static Diagnostic outOfRange(Span span, long value, Type type, long max) {
        return Diagnostic.error("SQT305", span, value + " does not fit into " + type.name())
                .hint(type.name() + " holds 0 .. " + max);
    }

    public static Diagnostic tooLarge(Span span) {
        return Diagnostic.error("SQT306", span, "number too large").hint("the largest is 9223372036854775807");
    }

    public static Diagnostic arithmetic(Span span, String op, Type left, Type right, boolean literal) {
        String hint = "";
        if ((left instanceof Type.Duration || left instanceof Type.Time) && right.integral()) {
            hint = literal
                    ? "a duration needs a unit: write for instance 5 ms"
                    : "multiply the number by a unit: n * 1 ms";
        } else if (left instanceof Type.Seq && right instanceof Type.Seq) {
            hint = "sequence numbers can be subtracted from each other: the result is their distance";
        } else if (left instanceof Type.Bool || right instanceof Type.Bool) {
            hint = "ord(...) turns a condition into a number, 0 or 1";
        } else if (left.integral() && right instanceof Type.Seq) {
            hint = "the sequence number comes first: seq - number";
        }
        return Diagnostic.error("SQT307", span, "no " + left.name() + " " + op + " " + right.name())
                .hint(hint);
    }

    public static Diagnostic negation(Span span, Type type) {
        return Diagnostic.error("SQT308", span, "no - of " + type.name());
    }

    public static Diagnostic divisionByZero(Span span) {
        return Diagnostic.error("SQT309", span, "division by zero");
    }

    public static Diagnostic shiftCount(Span span, long count) {
        return Diagnostic.error("SQT310", span, "cannot shift by " + count).hint("by 0 .. 63");
    }

    public static Diagnostic overflow(Span span) {
        return Diagnostic.error("SQT311", span, "the result does not fit into 64 bits");
    }

    public static Diagnostic notConstant(Span span, String text) {
        return Diagnostic.error("SQT312", span, text + " is not a constant")
                .hint("numbers, units, true, false and constants of enums only");
    }

    public static Diagnostic noneNotHere(Span span, String wanted) {
        return Diagnostic.error("SQT313", span, "none where " + wanted + " is required")
                .hint("only an optional (declared with '?') can be none");
    }

    public static Diagnostic comparedWithNone(Span span) {
        return Diagnostic.error("SQT314", span, "nothing is equal to none").hint("ask: x present, not x present");
    }

    /** The name is of an optional type, and no condition that leads here has asked whether it is present. */
    public static Diagnostic perhapsAbsent(Span span, String text) {
        return Diagnostic.warning("SQT315", span, text + " may be none here, which would be a fault")
                .hint("ask first: if " + text + " present { ... }");
    }

    public static Diagnostic alwaysPresent(Span span, String text, Type type) {
        return Diagnostic.error("SQT316", span, text + " is of type " + type.name() + ": it is always present");
    }

    public static Diagnostic chain(Span span) {
        return Diagnostic.error("SQT317", span, "a chain of comparisons goes one way: < and <=, or > and >=")
                .hint("join two comparisons with 'and'");
    }

    public static Diagnostic noOrder(Span span, String op, Type type) {
        return Diagnostic.error("SQT318", span, "no " + op + " on " + type.name());
    }

    public static Diagnostic noBits(Span span, String text) {
        return Diagnostic.error("SQT319", span, text + " has no bits")
                .hint("'has' asks a message's field of bits: SEG.CTL has SYN");
    }

    public static Diagnostic nowNotHere(Span span, String where) {
        return Diagnostic.error("SQT320", span, "there is no 'now' in " + where);
    }

    public static Diagnostic argumentCount(Span span, String name, List<Local> parameters, int found) {
        String wanted =
                parameters.stream().map(p -> p.name() + " : " + p.type().name()).collect(Collectors.joining(", "));
        return Diagnostic.error(
                        "SQT321", span, name + " takes " + count(parameters.size(), "argument") + ", not " + found)
                .hint(name + "(" + wanted + ")");
    }

    public static Diagnostic builtinCount(Span span, String name, int wanted, int found) {
        return Diagnostic.error("SQT321", span, name + " takes " + count(wanted, "argument") + ", not " + found);
    }

    public static Diagnostic twoOrMore(Span span, String name) {
        return Diagnostic.error("SQT321", span, name + " takes two arguments or more");
    }

    public static Diagnostic setWanted(Span span, String function, boolean tables, Type found) {
        return setWanted(span, function, tables, found instanceof Type.Row ? "a table" : found.name());
    }

    public static Diagnostic setWanted(Span span, String function, boolean tables, String found) {
        return Diagnostic.error(
                "SQT322",
                span,
                (function.isEmpty() ? "" : function + ": ") + "expected a variable of type ranges"
                        + (tables ? " or a table" : "") + ", found " + found);
    }

    public static Diagnostic absOf(Span span, Type type) {
        return Diagnostic.error("SQT323", span, "no abs of " + type.name());
    }

    public static Diagnostic rangesOnlyAsVariable(Span span) {
        return Diagnostic.error("SQT324", span, "ranges can only be a variable of a machine");
    }

    public static Diagnostic rangesAssigned(String name, Span span) {
        return Diagnostic.error("SQT325", span, name + " is a set of ranges and cannot be assigned")
                .hint("change it: add a .. b to " + name + ", cut " + name + " below a, clear " + name);
    }

    public static Diagnostic optionalRanges(Span span) {
        return Diagnostic.error("SQT326", span, "ranges cannot be optional").hint("a set can be empty");
    }

    public static Diagnostic optionalNotHere(Span span, String where) {
        return Diagnostic.error("SQT327", span, where + " has no optional values");
    }

    public static Diagnostic tooManyParameters(Span span, String where, int most) {
        return Diagnostic.error("SQT328", span, where + " has at most " + most + " parameters");
    }

    public static Diagnostic capacity(Span span, int most) {
        return Diagnostic.error("SQT329", span, "a capacity is 1 .. " + most);
    }

    public static Diagnostic notStorable(Span span, String what) {
        return Diagnostic.error("SQT330", span, what + " cannot be kept in a local")
                .hint(what.equals("none") ? "give the type: var x : u32? := none" : "");
    }

    static String count(int n, String what) {
        return n + " " + what + (n == 1 ? "" : "s");
    }

    static String nameOf(@Nullable Type type) {
        return type == null ? "a value" : type.name();
    }
}
