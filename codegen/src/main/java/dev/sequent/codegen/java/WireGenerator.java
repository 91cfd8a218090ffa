package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.FINAL;
import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.PUBLIC;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.FieldSpec;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.MessageForm;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.WireLayout;
import dev.sequent.codegen.form.WireLayout.Element;
import dev.sequent.codegen.form.WireLayout.Group;
import dev.sequent.codegen.form.WireLayout.Part;
import dev.sequent.codegen.form.WireLayout.Place;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The class that reads a message's header from bytes and writes it to bytes. Not part of the pure core. */
final class WireGenerator {
    static final List<String> REASONS =
            List.of("OK", "TOO_SHORT", "BAD_HEADER_LENGTH", "BAD_MESSAGE_LENGTH", "BAD_VALUE");

    private final ProtocolNames protocol;
    private final MessageNames names;
    private final MessageForm model;
    private final WireLayout layout;
    private final WireOptions options;

    WireGenerator(ProtocolNames protocol, MessageForm model) {
        this.protocol = protocol;
        this.names = protocol.message(model);
        this.model = model;
        this.layout = model.wire();
        this.options = new WireOptions(names, layout);
    }

    TypeSpec generate() {
        TypeSpec.Builder type = TypeSpec.classBuilder(protocol.wire(model))
                .addModifiers(PUBLIC, FINAL)
                .addJavadoc("$L", documentation());
        constants(type);
        type.addMethod(MethodSpec.constructorBuilder().addModifiers(PRIVATE).build());
        layout.port(true).ifPresent(p -> type.addMethod(reader("sourcePort", p)));
        layout.port(false).ifPresent(p -> type.addMethod(reader("destinationPort", p)));
        type.addMethod(headerLengthOfBytes());
        type.addMethod(parse());
        options.parser().ifPresent(type::addMethod);
        type.addMethod(options.headerLength());
        type.addMethod(build());
        options.writer().ifPresent(type::addMethod);
        if (WireAccess.odd(layout)) {
            type.addMethod(bytes()).addMethod(putBytes());
        }
        return type.build();
    }

    private String documentation() {
        String diagram = Docs.text(WireDiagram.of(layout));
        return "The header of " + Docs.text(model.name()) + " in bytes, network byte order:\n\n<pre>\n" + diagram
                + "\n</pre>\n\n<p>" + Docs.provenance(protocol.model())
                + "\n\n<p>Every buffer must be in its initial order, big-endian. Nothing here moves data.";
    }

    // ------------------------------------------------------------ constants

    private void constants(TypeSpec.Builder type) {
        var taken =
                new Names().reserve("REASONS", "FIXED_LENGTH", "LONGEST_HEADER", "CHECKSUM_OFFSET", "PSEUDO_HEADER");
        for (int i = 0; i < REASONS.size(); i++) {
            Constants.ordinal(type, taken.claim(REASONS.get(i)), i, "");
        }
        Constants.strings(type, "REASONS", REASONS);
        type.addField(constant("FIXED_LENGTH", layout.bytes(), "Bytes of the header without options."));
        if (layout.length(true).isPresent()) {
            type.addField(constant("LONGEST_HEADER", layout.longestHeader(), "Bytes that the length field can tell."));
        }
        for (Place place : layout.places()) {
            if (!(place.part().element() instanceof Element.Checksum)) {
                String name =
                        taken.claim("OFFSET_" + Names.constant(place.part().name()));
                type.addField(constant(name, place.part().byteOffset(), ""));
            }
        }
        layout.checksum().ifPresent(p -> {
            type.addField(constant(
                    "CHECKSUM_OFFSET",
                    p.part().byteOffset(),
                    "Of the Internet checksum (RFC 1071), which build leaves zero."));
            boolean pseudo = ((Element.Checksum) p.part().element()).pseudoHeader();
            type.addField(FieldSpec.builder(boolean.class, "PSEUDO_HEADER", PUBLIC, STATIC, FINAL)
                    .initializer("$L", pseudo)
                    .addJavadoc("Does the checksum cover the IP pseudo header, too?")
                    .build());
        });
        options.constants(type, taken);
    }

    static FieldSpec constant(String name, int value, String doc) {
        FieldSpec.Builder field =
                FieldSpec.builder(int.class, name, PUBLIC, STATIC, FINAL).initializer("$L", value);
        if (!doc.isEmpty()) {
            field.addJavadoc(doc);
        }
        return field.build();
    }

    static MethodSpec.Builder method(String name, Class<?> result) {
        return MethodSpec.methodBuilder(name).addModifiers(PUBLIC, STATIC).returns(result);
    }

    private static MethodSpec reader(String name, Place place) {
        return method(name, int.class)
                .addParameter(ByteBuffer.class, "b")
                .addParameter(int.class, "offset")
                .addStatement("return $L", WireAccess.readInt(place.group(), place.part()))
                .build();
    }

    private MethodSpec headerLengthOfBytes() {
        MethodSpec.Builder m = method("headerLength", int.class)
                .addJavadoc("Bytes of the header, as it says itself; at least FIXED_LENGTH bytes must be there.")
                .addParameter(ByteBuffer.class, "b")
                .addParameter(int.class, "offset");
        return layout.length(true)
                .map(p -> m.addStatement("return $L", scaled(p, layout.unit())))
                .orElseGet(() -> m.addStatement("return FIXED_LENGTH"))
                .build();
    }

    private static CodeBlock scaled(Place place, int unit) {
        CodeBlock units = WireAccess.readInt(place.group(), place.part());
        return unit == 1 ? units : CodeBlock.of("($L) * $L", units, unit);
    }

    // ------------------------------------------------------------ parsing

    private MethodSpec parse() {
        MethodSpec.Builder m = method("parse", int.class)
                .addJavadoc("Reads a message's header.\n\n@param length bytes of the whole message, its data included\n"
                        + "@param into set in any case; only useful when the result is OK\n"
                        + "@return OK or the ordinal of one of REASONS")
                .addParameter(ByteBuffer.class, "b")
                .addParameter(int.class, "offset")
                .addParameter(int.class, "length")
                .addParameter(names.type(), "into");
        m.addStatement("into.clear()");
        refuse(m, CodeBlock.of("length < FIXED_LENGTH"), "TOO_SHORT");
        layout.length(false).ifPresent(p -> {
            int unit = ((Element.Length) p.part().element()).unit();
            m.addStatement("int told = $L", scaled(p, unit));
            // In units of more than a byte the last unit may be partly filled.
            CodeBlock most = unit == 1 ? CodeBlock.of("length") : CodeBlock.of("length + $L", unit - 1);
            refuse(m, CodeBlock.of("told < FIXED_LENGTH || told > $L", most), "BAD_MESSAGE_LENGTH");
            m.addStatement("length = $T.min(told, length)", Math.class);
        });
        m.addStatement("int header = headerLength(b, offset)");
        if (layout.length(true).isPresent()) {
            refuse(m, CodeBlock.of("header < FIXED_LENGTH || header > length"), "BAD_HEADER_LENGTH");
        }
        for (Place place : layout.places()) {
            if (place.part().element() instanceof Element.Carried v) {
                read(m, place, v);
            }
        }
        if (options.parser().isPresent()) {
            m.addStatement("options(b, offset + FIXED_LENGTH, offset + header, into)");
        }
        layout.data().ifPresent(f -> m.addStatement("into.$L = length - header", names.field(f)));
        return m.addStatement("return OK").build();
    }

    private static void refuse(MethodSpec.Builder m, CodeBlock condition, String reason) {
        m.beginControlFlow("if ($L)", condition)
                .addStatement("return $L", reason)
                .endControlFlow();
    }

    private void read(MethodSpec.Builder m, Place place, Element.Carried carried) {
        Group group = place.group();
        Part part = place.part();
        String target = "into." + names.field(carried.field());
        switch (carried.form()) {
            case FLAG -> m.addStatement("$L = ($L) != 0", target, WireAccess.readInt(group, part));
            case SEQUENCE -> m.addStatement("$L = $L", target, WireAccess.readInt(group, part));
            case NUMBER ->
                m.addStatement(
                        "$L = $L",
                        target,
                        carried.field().shape() == Shape.WORD
                                ? WireAccess.readInt(group, part)
                                : WireAccess.read(group, part).block());
        }
        switch (carried.admitted()) {
            case WireLayout.Admitted.All _ -> {}
            case WireLayout.Admitted.Below a -> refuse(m, CodeBlock.of("$L >= $L", target, a.count()), "BAD_VALUE");
            case WireLayout.Admitted.NotNegative _ -> refuse(m, CodeBlock.of("$L < 0", target), "BAD_VALUE");
        }
    }

    // ------------------------------------------------------------ building

    private MethodSpec build() {
        MethodSpec.Builder m = method("build", int.class)
                .addJavadoc(
                        "Writes the header$L; the data is the caller's.\n\n@return bytes of the header\n"
                                + "@throws IllegalArgumentException when a value or the options do not fit",
                        layout.checksum().isPresent() ? ", its checksum zero" : "")
                .addParameter(ByteBuffer.class, "b")
                .addParameter(int.class, "offset")
                .addParameter(names.type(), "m");
        layout.port(true).ifPresent(p -> m.addParameter(int.class, "sourcePort"));
        layout.port(false).ifPresent(p -> m.addParameter(int.class, "destinationPort"));
        m.addStatement("int header = headerLength(m)");
        layout.places().forEach(p -> refuseTooWide(m, p.part()));
        layout.groups().forEach(g -> m.addStatement("$L", WireAccess.write(g, value(g), isInt(g))));
        if (options.writer().isPresent()) {
            m.addStatement("putOptions(b, offset + FIXED_LENGTH, offset + header, m)");
        }
        return m.addStatement("return header").build();
    }

    /** A field of so many bits has a type that may hold more. */
    private void refuseTooWide(MethodSpec.Builder m, Part part) {
        if (part.element() instanceof Element.Carried v && v.most().isPresent()) {
            m.beginControlFlow(
                            "if (m.$L > 0x$LL)",
                            names.field(v.field()),
                            Long.toHexString(v.most().getAsLong()))
                    .addStatement(
                            "throw new $T($S)",
                            IllegalArgumentException.class,
                            model.prefix() + "." + v.field().name() + " does not fit into " + part.width() + " bits")
                    .endControlFlow();
        }
    }

    /** One field alone that lies in an int, and zeros. */
    private static boolean isInt(Group group) {
        return group.parts().size() == 1
                && !(group.parts().getFirst().element() instanceof Element.Carried v
                        && v.field().shape() != Shape.WORD);
    }

    private Code value(Group group) {
        var parts = new ArrayList<CodeBlock>();
        for (Part part : group.parts()) {
            value(group, part)
                    .map(v -> part.shift() == 0
                            ? v.operand(Code.BIT_AND + 1)
                            : CodeBlock.of("$L << $L", v.operand(Code.SHIFT), part.shift()))
                    .ifPresent(parts::add);
        }
        return switch (parts.size()) {
            case 0 -> Code.primary("0");
            case 1 ->
                new Code(parts.getFirst(), parts.getFirst().toString().contains(" ") ? Code.CONDITIONAL : Code.PRIMARY);
            default -> new Code(CodeBlock.join(parts, " | "), Code.CONDITIONAL);
        };
    }

    /** Empty for what is zero. Where parts share bytes, none may spill into its neighbour. */
    private Optional<Code> value(Group group, Part part) {
        boolean wide = group.width() > 32 || group.width() == 24;
        Optional<Code> value = switch (part.element()) {
            case Element.Carried e -> Optional.of(field(e, wide));
            case Element.Port e -> Optional.of(Code.primary(e.source() ? "sourcePort" : "destinationPort"));
            case Element.Length e -> Optional.of(length(e, wide));
            case Element.Reserved _ -> Optional.empty();
            case Element.Checksum _ -> Optional.empty();
        };
        String mask = Long.toHexString(WireAccess.mask(part.width()));
        return part.width() == group.width()
                ? value
                : value.map(v -> Code.primary("($L & 0x$LL)", v.operand(Code.BIT_AND), mask));
    }

    private Code field(Element.Carried carried, boolean wide) {
        Code value = Code.primary("m.$L", names.field(carried.field()));
        return switch (carried.form()) {
            case FLAG -> Code.primary("($L ? 1 : 0)", value.block());
            case SEQUENCE -> wide ? Code.primary("($L & 0xffffffffL)", value.block()) : value;
            case NUMBER -> value;
        };
    }

    private Code length(Element.Length e, boolean wide) {
        String cast = wide ? "(long) " : "";
        if (e.headerOnly()) {
            return Code.primary("$L(header / $L)", cast, e.unit());
        }
        CodeBlock data = layout.data()
                .map(f -> CodeBlock.of(" + (int) m.$L", names.field(f)))
                .orElse(CodeBlock.of(""));
        return e.unit() == 1
                ? Code.primary("$L(header$L)", cast, data)
                : Code.primary("$L((header$L + $L) / $L)", cast, data, e.unit() - 1, e.unit());
    }

    // ------------------------------------------------------------ groups that no primitive fits

    private static MethodSpec bytes() {
        return MethodSpec.methodBuilder("bytes")
                .addModifiers(PRIVATE, STATIC)
                .returns(long.class)
                .addParameter(ByteBuffer.class, "b")
                .addParameter(int.class, "at")
                .addParameter(int.class, "count")
                .addStatement("long value = 0")
                .beginControlFlow("for (int i = 0; i < count; i++)")
                .addStatement("value = value << 8 | b.get(at + i) & 0xff")
                .endControlFlow()
                .addStatement("return value")
                .build();
    }

    private static MethodSpec putBytes() {
        return MethodSpec.methodBuilder("putBytes")
                .addModifiers(PRIVATE, STATIC)
                .returns(void.class)
                .addParameter(ByteBuffer.class, "b")
                .addParameter(int.class, "at")
                .addParameter(int.class, "count")
                .addParameter(long.class, "value")
                .beginControlFlow("for (int i = 0; i < count; i++)")
                .addStatement("b.put(at + i, (byte) (value >>> 8 * (count - 1 - i)))")
                .endControlFlow()
                .build();
    }
}
