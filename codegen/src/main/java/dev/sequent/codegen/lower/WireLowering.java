package dev.sequent.codegen.lower;

import dev.sequent.codegen.form.Field;
import dev.sequent.codegen.form.Storage;
import dev.sequent.codegen.form.WireLayout;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.WireElement;
import dev.sequent.language.model.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** The elements of a header as groups that fill whole bytes. */
final class WireLowering {
    private static final int LONGEST = 64;

    private final MessageType message;
    private final List<Storage.Scalar> cells;

    private WireLowering(MessageType message, List<Storage.Scalar> cells) {
        this.message = message;
        this.cells = cells;
    }

    static WireLayout of(MessageType message, List<Storage.Scalar> cells) {
        return new WireLowering(message, cells).lower();
    }

    private WireLayout lower() {
        var groups = new ArrayList<WireLayout.Group>();
        var open = new ArrayList<WireElement>();
        Optional<WireLayout.Options> options = Optional.empty();
        Optional<Field> data = Optional.empty();
        int start = 0;
        int bit = 0;
        for (WireElement element : message.wire()) {
            if (element instanceof WireElement.Options o) {
                options = options.or(() -> Optional.of(options(o)));
            } else if (element instanceof WireElement.Data d) {
                data = data.or(() -> Optional.of(value(d.field())));
            }
            int width = width(element);
            if (width == 0) {
                continue;
            }
            open.add(element);
            bit += width;
            if (bit % Byte.SIZE == 0) {
                groups.add(group(start, bit, open));
                open.clear();
                start = bit;
            }
        }
        if (!open.isEmpty()) {
            throw new IllegalStateException(
                    message.span() + ": the header of " + message.name() + " ends inside a byte");
        }
        var wire = new WireLayout(List.copyOf(groups), bit / Byte.SIZE, options, data);
        if (options.isPresent() && wire.length(true).isEmpty()) {
            throw new IllegalStateException(message.span() + ": options need a field with the length of the header");
        }
        return wire;
    }

    private WireLayout.Group group(int start, int end, List<WireElement> elements) {
        var parts = new ArrayList<WireLayout.Part>();
        int bit = start;
        for (WireElement element : elements) {
            int width = width(element);
            parts.add(new WireLayout.Part(
                    lower(element, width), name(element), width, end - bit - width, bit / Byte.SIZE));
            bit += width;
        }
        if (end - start > LONGEST) {
            throw new IllegalStateException("elements that share bytes are wider than 64 bits together: "
                    + parts.getFirst().name());
        }
        return new WireLayout.Group(start / Byte.SIZE, end - start, List.copyOf(parts));
    }

    private Field value(MessageType.Field field) {
        return cells.get(field.index()).value();
    }

    // ------------------------------------------------------------ the fixed header

    /** In bits; 0 for what comes after the fixed header. */
    private static int width(WireElement element) {
        return switch (element) {
            case WireElement.Value e -> e.width();
            case WireElement.Reserved e -> e.width();
            case WireElement.Port e -> e.width();
            case WireElement.Checksum e -> e.width();
            case WireElement.Length e -> e.width();
            case WireElement.Options _, WireElement.Data _ -> 0;
        };
    }

    private static String name(WireElement element) {
        return switch (element) {
            case WireElement.Value e -> e.field().name();
            case WireElement.Reserved e -> e.name();
            case WireElement.Port e -> e.name();
            case WireElement.Checksum e -> e.name();
            case WireElement.Length e -> e.name();
            case WireElement.Options _, WireElement.Data _ -> throw behind(element);
        };
    }

    private WireLayout.Element lower(WireElement element, int width) {
        return switch (element) {
            case WireElement.Value e -> carried(e.field(), width);
            case WireElement.Reserved _ -> new WireLayout.Element.Reserved();
            case WireElement.Port e -> new WireLayout.Element.Port(e.source());
            case WireElement.Checksum e -> new WireLayout.Element.Checksum(e.pseudoHeader());
            case WireElement.Length e -> new WireLayout.Element.Length(e.headerOnly(), e.unit());
            case WireElement.Options _, WireElement.Data _ -> throw behind(element);
        };
    }

    private static IllegalStateException behind(WireElement element) {
        return new IllegalStateException("not in the fixed header: " + element);
    }

    /** A field of so many bits has a type that may hold more, or less. */
    private WireLayout.Element carried(MessageType.Field field, int width) {
        boolean narrower = field.bits().isEmpty() && field.type() instanceof Type.UInt type && type.bits() > width;
        return new WireLayout.Element.Carried(
                value(field),
                form(field.type()),
                field.type() instanceof Type.Enum t
                        ? new WireLayout.Admitted.Below(t.constants().size())
                        : width == LONGEST && form(field.type()) == WireLayout.Form.NUMBER
                                ? new WireLayout.Admitted.NotNegative()
                                : new WireLayout.Admitted.All(),
                narrower ? OptionalLong.of((1L << width) - 1) : OptionalLong.empty(),
                field.bits());
    }

    private static WireLayout.Form form(Type type) {
        return switch (Types.plain(type)) {
            case Type.Bool _ -> WireLayout.Form.FLAG;
            case Type.Seq _ -> WireLayout.Form.SEQUENCE;
            case Type.UInt _,
                    Type.Int _,
                    Type.Duration _,
                    Type.Time _,
                    Type.Enum _,
                    Type.Ranges _,
                    Type.Row _,
                    Type.Optional _ -> WireLayout.Form.NUMBER;
        };
    }

    // ------------------------------------------------------------ options

    private WireLayout.Options options(WireElement.Options options) {
        return new WireLayout.Options(
                options.options().stream().map(this::option).toList(), options.endKind(), options.paddingKind());
    }

    private WireLayout.Option option(MessageType.Option option) {
        boolean flag =
                option.values().size() == 1 && !option.values().getFirst().optional();
        return new WireLayout.Option(
                option.name(),
                option.kind(),
                flag,
                option.values().stream().map(v -> value(v, flag)).toList());
    }

    /** A value that does not fit the field's type counts as absent. */
    private WireLayout.OptionValue value(MessageType.Field field, boolean flag) {
        Type type = Types.plain(field.type());
        WireLayout.Admitted admitted = type instanceof Type.Enum t
                ? new WireLayout.Admitted.Below(t.constants().size())
                : type instanceof Type.UInt t && t.bits() == LONGEST
                        ? new WireLayout.Admitted.NotNegative()
                        : new WireLayout.Admitted.All();
        return new WireLayout.OptionValue(
                value(field), cells.get(field.index()).presence(), flag ? 0 : bytes(type, field), form(type), admitted);
    }

    private static int bytes(Type type, MessageType.Field field) {
        return switch (type) {
            case Type.UInt t -> t.bits() / Byte.SIZE;
            case Type.Seq _ -> 4;
            case Type.Enum _ -> 1;
            case Type.Bool _, Type.Int _, Type.Duration _, Type.Time _, Type.Ranges _, Type.Row _, Type.Optional _ ->
                throw new IllegalStateException("not in an option: " + field.name());
        };
    }
}
