package dev.sequent.codegen.java;

import static javax.lang.model.element.Modifier.PRIVATE;
import static javax.lang.model.element.Modifier.STATIC;

import com.palantir.javapoet.CodeBlock;
import com.palantir.javapoet.MethodSpec;
import com.palantir.javapoet.TypeSpec;
import dev.sequent.codegen.form.WireLayout;
import dev.sequent.codegen.form.WireLayout.Option;
import dev.sequent.codegen.form.WireLayout.OptionValue;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Options, kind, length, values. An option without values is a flag. One with several carries the first few of them: as
 * many as its length says when it is read, as many as are present when it is written.
 */
final class WireOptions {
    private final MessageNames names;
    private final WireLayout layout;
    private final Optional<WireLayout.Options> options;
    private final List<String> kinds = new ArrayList<>();

    WireOptions(MessageNames names, WireLayout layout) {
        this.names = names;
        this.layout = layout;
        this.options = layout.options();
    }

    void constants(TypeSpec.Builder type, Names taken) {
        options.ifPresent(o -> o.options().forEach(option -> {
            kinds.add(taken.claim("KIND_" + Names.constant(option.name())));
            type.addField(WireGenerator.constant(kinds.getLast(), option.kind(), ""));
        }));
    }

    private String field(OptionValue value) {
        return names.field(value.value());
    }

    private String presence(OptionValue value) {
        return names.field(value.presence().orElseThrow());
    }

    // ------------------------------------------------------------ parsing

    /** RFC 9293, MUST-7: nothing found there may do harm. The walk ends where it cannot go on. */
    Optional<MethodSpec> parser() {
        return options.map(o -> {
            MethodSpec.Builder m = MethodSpec.methodBuilder("options")
                    .addModifiers(PRIVATE, STATIC)
                    .addJavadoc(
                            "Unknown ones and those of a wrong length are passed over; a length that leads nowhere ends it.")
                    .addParameter(ByteBuffer.class, "b")
                    .addParameter(int.class, "at")
                    .addParameter(int.class, "end")
                    .addParameter(names.type(), "into");
            m.beginControlFlow("while (at < end)").addStatement("int kind = b.get(at) & 0xff");
            if (o.endKind() >= 0) {
                m.beginControlFlow("if (kind == $L)", o.endKind())
                        .addStatement("return")
                        .endControlFlow();
            }
            if (o.paddingKind() >= 0) {
                m.beginControlFlow("if (kind == $L)", o.paddingKind())
                        .addStatement("at++")
                        .addStatement("continue")
                        .endControlFlow();
            }
            m.beginControlFlow("if (at + 1 >= end)").addStatement("return").endControlFlow();
            m.addStatement("int size = b.get(at + 1) & 0xff");
            m.beginControlFlow("if (size < 2 || at + size > end)")
                    .addStatement("return")
                    .endControlFlow();
            m.beginControlFlow("switch (kind)");
            for (int i = 0; i < o.options().size(); i++) {
                m.addCode("case $L:\n$>", kinds.get(i));
                read(m, o.options().get(i));
                m.addStatement("break").addCode("$<");
            }
            m.addCode("default:\n$>").addStatement("break").addCode("$<");
            m.endControlFlow();
            return m.addStatement("at += size").endControlFlow().build();
        });
    }

    private void read(MethodSpec.Builder m, Option option) {
        if (option.flag()) {
            m.beginControlFlow("if (size == 2)")
                    .addStatement("into.$L = true", field(option.values().getFirst()))
                    .endControlFlow();
            return;
        }
        var lengths = new ArrayList<CodeBlock>();
        int size = 2;
        for (OptionValue value : option.values()) {
            size += value.bytes();
            lengths.add(CodeBlock.of("size == $L", size));
        }
        m.beginControlFlow("if ($L)", CodeBlock.join(lengths, " || "));
        int at = 2;
        for (OptionValue value : option.values()) {
            int end = at + value.bytes();
            boolean always = at == 2;
            if (!always) {
                m.beginControlFlow("if (size >= $L)", end);
            }
            read(m, value, at);
            if (!always) {
                m.endControlFlow();
            }
            at = end;
        }
        m.endControlFlow();
    }

    private void read(MethodSpec.Builder m, OptionValue value, int at) {
        CodeBlock number = switch (value.bytes()) {
            case 1 -> CodeBlock.of("b.get(at + $L) & 0xff", at);
            case 2 -> CodeBlock.of("b.getShort(at + $L) & 0xffff", at);
            case 4 ->
                value.form() == WireLayout.Form.SEQUENCE
                        ? CodeBlock.of("b.getInt(at + $L)", at)
                        : CodeBlock.of("b.getInt(at + $L) & 0xffffffffL", at);
            default -> CodeBlock.of("b.getLong(at + $L)", at);
        };
        Optional<CodeBlock> fits = switch (value.admitted()) {
            case WireLayout.Admitted.All _ -> Optional.empty();
            case WireLayout.Admitted.Below a -> Optional.of(CodeBlock.of("($L) < $L", number, a.count()));
            case WireLayout.Admitted.NotNegative _ -> Optional.of(CodeBlock.of("$L >= 0", number));
        };
        fits.ifPresent(f -> m.beginControlFlow("if ($L)", f));
        m.addStatement("into.$L = $L", field(value), number);
        m.addStatement("into.$L = true", presence(value));
        fits.ifPresent(f -> m.endControlFlow());
    }

    // ------------------------------------------------------------ building

    MethodSpec headerLength() {
        MethodSpec.Builder m = WireGenerator.method("headerLength", int.class)
                .addJavadoc("Bytes of the header that this message needs, options and their padding included.")
                .addParameter(names.type(), "m");
        if (options.isEmpty()) {
            return m.addStatement("return FIXED_LENGTH").build();
        }
        m.addStatement("int length = FIXED_LENGTH");
        for (Option option : options.get().options()) {
            if (option.flag()) {
                m.beginControlFlow("if (m.$L)", field(option.values().getFirst()))
                        .addStatement("length += 2")
                        .endControlFlow();
                continue;
            }
            int depth = 0;
            for (OptionValue value : option.values()) {
                m.beginControlFlow("if (m.$L)", presence(value));
                m.addStatement("length += $L", value.bytes() + (depth == 0 ? 2 : 0));
                depth++;
            }
            while (depth-- > 0) {
                m.endControlFlow();
            }
        }
        int unit = layout.unit();
        if (unit > 1) {
            m.addStatement("length = (length + $L) / $L * $L", unit - 1, unit, unit);
        }
        m.beginControlFlow("if (length > LONGEST_HEADER)")
                .addStatement(
                        "throw new $T($S)", IllegalArgumentException.class, "the options do not fit into a header")
                .endControlFlow();
        return m.addStatement("return length").build();
    }

    Optional<MethodSpec> writer() {
        return options.map(o -> {
            MethodSpec.Builder m = MethodSpec.methodBuilder("putOptions")
                    .addModifiers(PRIVATE, STATIC)
                    .addParameter(ByteBuffer.class, "b")
                    .addParameter(int.class, "at")
                    .addParameter(int.class, "end")
                    .addParameter(names.type(), "m");
            for (int i = 0; i < o.options().size(); i++) {
                write(m, o.options().get(i), kinds.get(i));
            }
            if (o.endKind() > 0) {
                m.beginControlFlow("if (at < end)")
                        .addStatement("b.put(at++, (byte) $L)", o.endKind())
                        .endControlFlow();
            }
            return m.beginControlFlow("while (at < end)")
                    .addStatement("b.put(at++, (byte) 0)")
                    .endControlFlow()
                    .build();
        });
    }

    private void write(MethodSpec.Builder m, Option option, String kind) {
        if (option.flag()) {
            m.beginControlFlow("if (m.$L)", field(option.values().getFirst()))
                    .addStatement("b.put(at, (byte) $L)", kind)
                    .addStatement("b.put(at + 1, (byte) 2)")
                    .addStatement("at += 2")
                    .endControlFlow();
            return;
        }
        m.beginControlFlow("if (m.$L)", presence(option.values().getFirst()));
        m.addStatement("b.put(at, (byte) $L)", kind);
        int at = 2;
        int depth = 0;
        boolean several = option.values().size() > 1;
        if (several) {
            m.addStatement("int size = 2");
        }
        for (OptionValue value : option.values()) {
            if (depth > 0) {
                m.beginControlFlow("if (m.$L)", presence(value));
            }
            m.addStatement("$L", write(value, at));
            at += value.bytes();
            if (several) {
                m.addStatement("size = $L", at);
            }
            depth++;
        }
        while (--depth > 0) {
            m.endControlFlow();
        }
        m.addStatement("b.put(at + 1, (byte) $L)", several ? "size" : Integer.toString(at));
        m.addStatement("at += $L", several ? "size" : Integer.toString(at));
        m.endControlFlow();
    }

    private CodeBlock write(OptionValue value, int at) {
        CodeBlock field = CodeBlock.of("m.$L", field(value));
        return switch (value.bytes()) {
            case 1 -> CodeBlock.of("b.put(at + $L, (byte) $L)", at, field);
            case 2 -> CodeBlock.of("b.putShort(at + $L, (short) $L)", at, field);
            case 4 -> CodeBlock.of("b.putInt(at + $L, (int) $L)", at, field);
            default -> CodeBlock.of("b.putLong(at + $L, $L)", at, field);
        };
    }
}
