package dev.sequent.codegen.java;

import com.palantir.javapoet.CodeBlock;
import dev.sequent.codegen.form.WireLayout;
import dev.sequent.codegen.form.WireLayout.Group;
import dev.sequent.codegen.form.WireLayout.Part;

/** Reading and writing groups of a fixed header as expressions on a {@code ByteBuffer b} from {@code offset} on. */
final class WireAccess {
    private WireAccess() {}

    /** {@code offset + 4}, or {@code offset} for the start. */
    static CodeBlock at(int bytes) {
        return bytes == 0 ? CodeBlock.of("offset") : CodeBlock.of("offset + $L", bytes);
    }

    /** Whether the part's value needs a long. */
    private static boolean wide(Group group, Part part) {
        return part.width() >= 32 || !(group.width() == 8 || group.width() == 16 || group.width() == 32);
    }

    /**
     * The part as a number that is not negative: an int, or a long when {@link #wide}. Not for a whole sequence number.
     */
    static Code read(Group group, Part part) {
        Code all = switch (group.width()) {
            case 8 -> Code.of(Code.BIT_AND, "b.get($L) & 0xff", at(group.offset()));
            case 16 -> Code.of(Code.BIT_AND, "b.getShort($L) & 0xffff", at(group.offset()));
            case 32 ->
                part.width() == 32
                        ? Code.of(Code.BIT_AND, "b.getInt($L) & 0xffffffffL", at(group.offset()))
                        : Code.primary("b.getInt($L)", at(group.offset()));
            case 64 -> Code.primary("b.getLong($L)", at(group.offset()));
            default -> Code.primary("bytes(b, $L, $L)", at(group.offset()), group.width() / 8);
        };
        if (part.width() == group.width()) {
            return all;
        }
        Code shifted =
                part.shift() == 0 ? all : Code.of(Code.SHIFT, "$L >>> $L", all.operand(Code.SHIFT), part.shift());
        if (part.shift() + part.width() == group.width() && group.width() < 32) {
            return shifted;
        }
        String mask = wide(group, part)
                ? "0x" + Long.toHexString(mask(part.width())) + "L"
                : "0x" + Long.toHexString(mask(part.width()));
        return Code.of(Code.BIT_AND, "$L & $L", shifted.operand(Code.BIT_AND), mask);
    }

    static long mask(int width) {
        return width == 64 ? -1L : (1L << width) - 1;
    }

    static CodeBlock readInt(Group group, Part part) {
        if (group.width() == 32 && part.width() == 32) {
            return CodeBlock.of("b.getInt($L)", at(group.offset()));
        }
        Code value = read(group, part);
        return wide(group, part) ? CodeBlock.of("(int) $L", value.operand(Code.UNARY)) : value.block();
    }

    /** @param value of the whole group, a long or, when {@code isInt}, an int */
    static CodeBlock write(Group group, Code value, boolean isInt) {
        return switch (group.width()) {
            case 8 -> CodeBlock.of("b.put($L, (byte) $L)", at(group.offset()), value.operand(Code.UNARY));
            case 16 -> CodeBlock.of("b.putShort($L, (short) $L)", at(group.offset()), value.operand(Code.UNARY));
            case 32 ->
                isInt
                        ? CodeBlock.of("b.putInt($L, $L)", at(group.offset()), value.block())
                        : CodeBlock.of("b.putInt($L, (int) $L)", at(group.offset()), value.operand(Code.UNARY));
            case 64 -> CodeBlock.of("b.putLong($L, $L)", at(group.offset()), value.block());
            default -> CodeBlock.of("putBytes(b, $L, $L, $L)", at(group.offset()), group.width() / 8, value.block());
        };
    }

    /** Whether the header has a group whose width is not that of a primitive. */
    static boolean odd(WireLayout wire) {
        return wire.groups().stream().anyMatch(g -> switch (g.width()) {
            case 8, 16, 32, 64 -> false;
            default -> true;
        });
    }
}
