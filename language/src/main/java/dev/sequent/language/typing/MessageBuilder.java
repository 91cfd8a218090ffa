package dev.sequent.language.typing;

import dev.sequent.language.diagnostic.DeclarationMessages;
import dev.sequent.language.diagnostic.LimitMessages;
import dev.sequent.language.diagnostic.NameMessages;
import dev.sequent.language.model.Expr;
import dev.sequent.language.model.MessageType;
import dev.sequent.language.model.MessageType.Field;
import dev.sequent.language.model.MessageType.WireElement;
import dev.sequent.language.model.Span;
import dev.sequent.language.model.Type;
import dev.sequent.language.syntax.SequentParser.*;
import dev.sequent.language.syntax.Spans;
import dev.sequent.language.syntax.SyntaxLimits;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.antlr.v4.runtime.ParserRuleContext;
import org.antlr.v4.runtime.tree.ParseTree;
import org.antlr.v4.runtime.tree.TerminalNode;
import org.jspecify.annotations.Nullable;

/** Builds a message: its fixed header, then options, then data. */
final class MessageBuilder {
    private static final int OPTION_KINDS = 256;

    private final ProtocolScope protocol;
    private final Session session;
    private final TypeResolver types;
    private final List<Field> fields = new ArrayList<>();
    private final List<WireElement> wire = new ArrayList<>();
    private final List<MessageType.Derived> derived = new ArrayList<>();
    private final SymbolTable<Span> names = new SymbolTable<>("field");
    /**
     * The size of each derived field, in words and signs, including the fields that it is computed from; no longer
     * counted once it is too large.
     */
    private final Map<String, Long> sizes = new HashMap<>();

    private final Set<String> largeDerived = new HashSet<>();
    private int bits;
    /** Where the fields that share bytes with the next begin, and the first of them. */
    private int together;

    private String firstTogether = "";
    private boolean bitsField;
    /** The names of the single bits, most significant first. */
    private List<String> bitNames = List.of();

    private @Nullable String after;
    /** What is said to be the sequence number of the data. */
    private @Nullable NameContext dataAt;

    MessageBuilder(ProtocolScope protocol) {
        this.protocol = protocol;
        this.session = protocol.session;
        this.types = new TypeResolver(protocol);
    }

    MessageType build(MessageDeclContext context, int kind) {
        bitNames = bitNames(context);
        boolean broken =
                session.broken(context) || context.messageItem().stream().anyMatch(session::broken);
        for (MessageItemContext item : context.messageItem()) {
            if (!session.broken(item)) {
                switch (item) {
                    case WireFieldContext c -> wireField(c);
                    case WireOptionsContext c -> options(c, broken);
                    case WireDataContext c -> data(c);
                    default -> {}
                }
            }
        }
        if (bits % 8 != 0 && !broken) {
            session.report(DeclarationMessages.headerBits(context.name(0).getText(), bits, Spans.of(context.name(0))));
        }
        // Derived fields see every field, wherever they are declared.
        for (MessageItemContext item : context.messageItem()) {
            if (!session.broken(item) && item instanceof DerivedFieldContext c) {
                derive(c);
            }
        }
        return new MessageType(
                kind,
                context.name(0).getText(),
                context.name(1).getText(),
                List.copyOf(fields),
                List.copyOf(derived),
                new DataPlace(fields, derived, session).of(dataAt),
                List.copyOf(wire),
                Texts.doc(context.STRING()),
                Texts.citations(context.annotation(), session),
                Spans.of(context.name(0)));
    }

    private Field field(String name, Type type, List<String> bitNames, boolean data, String doc, Span span) {
        var field = new Field(fields.size(), name, type, bitNames, data, doc, span);
        fields.add(field);
        return field;
    }

    // ------------------------------------------------------------ the fixed header

    private void wireField(WireFieldContext context) {
        String name = context.name().getText();
        Span span = Spans.of(context.name());
        if (!names.claim(name, span, session)) {
            return;
        }
        FieldRoleContext role = context.fieldRole();
        if (role instanceof NetworkRoleContext) {
            toNetwork(context, span);
            return;
        }
        if (after != null) {
            session.report(DeclarationMessages.fieldOrder(name, after, span));
            return;
        }
        switch (context.fieldShape()) {
            case BitsShapeContext c -> bitsField(context, c, span);
            case WidthShapeContext c -> {
                long width = Literals.integer(c.INT().getText()).orElse(0);
                if (width < 1 || width > 64) {
                    session.report(DeclarationMessages.width(Spans.of(c)));
                } else {
                    element(context, (int) width, unsigned((int) width), role, span);
                }
            }
            case TypedShapeContext c -> {
                Type type = types.resolve(c.type());
                if (type == null) {
                    return;
                }
                int width = width(type);
                if (width < 0) {
                    session.report(DeclarationMessages.notOnTheWire(Spans.of(c), type));
                } else {
                    element(context, width, type, role, span);
                }
            }
            default -> {}
        }
    }

    /** It travels alongside the message, so it is not part of any header and may stand anywhere. */
    private void toNetwork(WireFieldContext context, Span span) {
        String name = context.name().getText();
        Type type = context.fieldShape() instanceof TypedShapeContext c ? types.resolve(c.type()) : null;
        if (type != null && width(type) > 0) {
            fields.add(new Field(
                    fields.size(),
                    name,
                    type,
                    List.of(),
                    false,
                    true,
                    Optional.empty(),
                    Texts.doc(context.STRING()),
                    span));
            return;
        }
        if (type != null || !(context.fieldShape() instanceof TypedShapeContext)) {
            session.report(DeclarationMessages.notToNetwork(Spans.of(context.fieldShape())));
        }
        session.excuse(name);
    }

    private void bitsField(WireFieldContext context, BitsShapeContext shape, Span span) {
        var claimed = new ArrayList<String>();
        var known = new SymbolTable<Span>("bit");
        for (NameContext bit : shape.name()) {
            if (known.claim(bit.getText(), Spans.of(bit), session)) {
                claimed.add(bit.getText());
            }
        }
        if (context.fieldRole() != null) {
            session.report(DeclarationMessages.roleOfBits(Spans.of(context.fieldRole())));
        } else if (bitsField) {
            session.report(DeclarationMessages.secondBits(context.name().getText(), span));
        } else if (claimed.size() > 32) {
            session.report(DeclarationMessages.tooManyBits(span));
        } else {
            bitsField = true;
            advance(context.name().getText(), claimed.size(), span);
            Field field = field(
                    context.name().getText(),
                    unsigned(claimed.size()),
                    List.copyOf(claimed),
                    false,
                    Texts.doc(context.STRING()),
                    span);
            wire.add(new WireElement.Value(field, claimed.size()));
        }
    }

    private void element(WireFieldContext context, int width, Type type, @Nullable FieldRoleContext role, Span span) {
        String name = context.name().getText();
        advance(name, width, span);
        switch (role) {
            case WhenRoleContext c -> {
                var field = new Field(
                        fields.size(), name, type, List.of(), false, false, when(c), Texts.doc(context.STRING()), span);
                fields.add(field);
                wire.add(new WireElement.Value(field, width));
            }
            case null ->
                wire.add(new WireElement.Value(
                        field(name, type, List.of(), false, Texts.doc(context.STRING()), span), width));
            case ZeroRoleContext c -> wire.add(new WireElement.Reserved(name, width));
            case PortRoleContext c ->
                wire.add(new WireElement.Port(name, width, c.which.getText().equals("source")));
            case ChecksumRoleContext c -> {
                if (c.name() != null && !c.name().getText().equals("pseudo-header")) {
                    session.report(DeclarationMessages.checksumOver(Spans.of(c.name())));
                }
                wire.add(new WireElement.Checksum(name, width, c.name() != null));
            }
            case LengthRoleContext c -> {
                long unit = Literals.integer(c.INT().getText()).orElse(0);
                if (unit < 1 || unit > 64) {
                    session.report(DeclarationMessages.lengthUnit(Spans.of(c.INT())));
                }
                wire.add(new WireElement.Length(name, width, c.what.getText().equals("header"), (int) unit));
            }
            default -> {}
        }
    }

    /** The bit without which a field means nothing; it may be declared behind the field. */
    private Optional<MessageType.When> when(WhenRoleContext role) {
        String bit = role.name().getText();
        int place = bitNames.indexOf(bit);
        if (place < 0) {
            if (!session.excused(bit)) {
                session.report(NameMessages.unknown("bit", bit, Spans.of(role.name()), bitNames));
            }
            return Optional.empty();
        }
        return Optional.of(new MessageType.When(bit, 1L << (bitNames.size() - 1 - place)));
    }

    private static List<String> bitNames(MessageDeclContext message) {
        return message.messageItem().stream()
                .filter(WireFieldContext.class::isInstance)
                .map(i -> ((WireFieldContext) i).fieldShape())
                .filter(BitsShapeContext.class::isInstance)
                .flatMap(s -> ((BitsShapeContext) s).name().stream())
                .map(NameContext::getText)
                .toList();
    }

    /** Fields that share a byte are written and read together, as one number. */
    private void advance(String name, int width, Span span) {
        if (bits % 8 == 0) {
            together = bits;
            firstTogether = name;
        }
        boolean wide = bits - together > 64;
        bits += width;
        if (bits - together > 64 && !wide) {
            session.report(DeclarationMessages.wideByte(firstTogether, span));
        }
    }

    /** Width in bits; 0 when it cannot be known because of a mistake elsewhere; -1 when it cannot be on the wire. */
    private static int width(Type type) {
        return switch (type) {
            case Type.Bool _ -> 1;
            case Type.UInt t -> t.bits();
            case Type.Seq _ -> 32;
            case Type.Enum _ -> 8;
            case Type.Int _, Type.Duration _, Type.Time _, Type.Ranges _, Type.Optional _, Type.Row _ -> -1;
        };
    }

    private static Type unsigned(int width) {
        return width <= 8 ? Type.U8 : width <= 16 ? Type.U16 : width <= 32 ? Type.U32 : Type.U64;
    }

    // ------------------------------------------------------------ options, data

    private void options(WireOptionsContext context, boolean broken) {
        if (after != null) {
            session.report(DeclarationMessages.fieldOrder("options", after, Spans.of(context)));
            return;
        }
        after = "the options";
        var options = new ArrayList<MessageType.Option>();
        var kinds = new HashSet<Integer>();
        int end = -1;
        int padding = -1;
        for (OptionDeclContext each : context.optionDecl()) {
            switch (each) {
                case EndOptionContext c -> end = kind(c.INT(), kinds);
                case PaddingOptionContext c -> padding = kind(c.INT(), kinds);
                case ValueOptionContext c -> option(c, kinds, options);
                default -> {}
            }
        }
        if (end < 0 || padding < 0) {
            session.report(DeclarationMessages.endAndPadding(Spans.head(context, context.getStart())));
        }
        boolean measured = wire.stream().anyMatch(e -> e instanceof WireElement.Length length && length.headerOnly());
        if (!measured && !broken) {
            session.report(DeclarationMessages.optionsWithoutLength(Spans.head(context, context.getStart())));
        }
        wire.add(new WireElement.Options(List.copyOf(options), end, padding));
    }

    private int kind(TerminalNode number, Set<Integer> kinds) {
        long kind = Literals.integer(number.getText()).orElse(OPTION_KINDS);
        if (kind >= OPTION_KINDS || !kinds.add((int) kind)) {
            session.report(DeclarationMessages.optionKind(Spans.of(number), kind >= OPTION_KINDS));
        }
        return (int) Math.min(kind, OPTION_KINDS);
    }

    private void option(ValueOptionContext context, Set<Integer> kinds, List<MessageType.Option> options) {
        String name = context.name().getText();
        Span span = Spans.of(context.name());
        int kind = kind(context.INT(), kinds);
        var citations = Texts.citations(context.annotation(), session);
        if (!names.claim(name, span, session)) {
            return;
        }
        String doc = Texts.doc(context.STRING());
        var values = new ArrayList<Field>();
        if (context.simpleType() == null && context.parameter().isEmpty()) {
            values.add(field(name, Type.BOOL, List.of(), false, doc, span));
        } else if (context.simpleType() != null) {
            optional(name, types.simple(context.simpleType()), context.simpleType(), doc, span, values);
        }
        for (ParameterContext part : context.parameter()) {
            String partName = name + "." + part.name().getText();
            if (names.claim(partName, Spans.of(part.name()), session)) {
                optional(partName, types.resolve(part.type()), part.type(), doc, Spans.of(part.name()), values);
            }
        }
        options.add(new MessageType.Option(name, kind, List.copyOf(values), citations, span));
    }

    private void optional(
            String name, @Nullable Type type, ParserRuleContext at, String doc, Span span, List<Field> values) {
        if (type != null && (width(type) < 0 || width(type) % 8 != 0)) {
            session.report(DeclarationMessages.notInOption(Spans.of(at), type));
        } else if (type != null) {
            values.add(field(name, new Type.Optional(type), List.of(), false, doc, span));
        } else {
            session.excuse(name);
        }
    }

    private void data(WireDataContext context) {
        String name = context.name(0).getText();
        Span span = Spans.of(context.name(0));
        if (!names.claim(name, span, session)) {
            return;
        }
        dataAt = context.name(1);
        if (after != null && after.equals("the data")) {
            session.report(DeclarationMessages.fieldOrder(name, after, span));
            return;
        }
        after = "the data";
        wire.add(new WireElement.Data(field(name, Type.U32, List.of(), true, Texts.doc(context.STRING()), span)));
    }

    /** A derived field stands for its value wherever it is written: what it is computed from grows with each. */
    private void grow(String name, DerivedFieldContext context) {
        long size = size(context.expr());
        sizes.put(name, size);
        // Those that are computed from this one are larger still: reporting this one is enough.
        if (size > SyntaxLimits.DERIVED && largeDerived.add(name) && largeDerived.size() == 1) {
            session.report(LimitMessages.derived(name, Spans.of(context.name()), SyntaxLimits.DERIVED));
        }
    }

    private long size(ParseTree tree) {
        if (tree instanceof TerminalNode terminal) {
            return sizes.getOrDefault(terminal.getText(), 1L);
        }
        long size = 0;
        for (int i = 0; i < tree.getChildCount() && size <= SyntaxLimits.DERIVED; i++) {
            size += size(tree.getChild(i));
        }
        return size;
    }

    private void derive(DerivedFieldContext context) {
        String name = context.name().getText();
        boolean free = names.claim(name, Spans.of(context.name()), session);
        grow(name, context);
        if (!largeDerived.isEmpty()) {
            session.excuse(name);
            return;
        }
        Type type = types.value(context.type());
        var routine = new RoutineScope(RoutineScope.Kind.DERIVED, protocol, null, "");
        routine.own = new OwnNames(List.copyOf(fields), List.copyOf(derived));
        var expressions = new ExpressionChecker(routine, null);
        Expr value = type == null ? null : expressions.as(type, context.expr());
        if (!free) {
            return;
        }
        if (type == null || value == null) {
            session.excuse(name);
        } else {
            derived.add(new MessageType.Derived(
                    derived.size(), name, type, value, Texts.doc(context.STRING()), Spans.of(context.name())));
        }
    }
}
