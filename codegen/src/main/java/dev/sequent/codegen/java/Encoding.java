package dev.sequent.codegen.java;

import com.palantir.javapoet.MethodSpec;
import dev.sequent.codegen.form.Shape;
import dev.sequent.codegen.form.Storage;

/** One scalar in the methods that encode, decode and hash. */
final class Encoding {
    private Encoding() {}

    /** @param presence the boolean beside an optional place */
    static void encode(MethodSpec.Builder m, String place, String presence, Storage.Scalar cell) {
        if (cell.presence().isPresent()) {
            m.addStatement("out.put($L)", presence);
        }
        if (cell.value().shape() == Shape.FLAG) {
            m.addStatement("out.put($L)", place);
        } else if (cell.bits() > 0) {
            m.addStatement("out.put($L, $L)", place, cell.bits());
        }
    }

    static void decode(MethodSpec.Builder m, String place, String presence, Storage.Scalar cell) {
        if (cell.presence().isPresent()) {
            m.addStatement("$L = in.getBoolean()", presence);
        }
        if (cell.value().shape() == Shape.FLAG) {
            m.addStatement("$L = in.getBoolean()", place);
        } else if (cell.bits() == 0) {
            m.addStatement("$L = 0", place);
        } else {
            m.addStatement("$L = $Lin.get($L)", place, cell.value().shape() == Shape.WORD ? "(int) " : "", cell.bits());
        }
    }

    static void hash(MethodSpec.Builder m, String place, String presence, Storage.Scalar cell) {
        if (cell.presence().isPresent()) {
            m.addStatement("hash = hash * 31 + ($L ? 1 : 0)", presence);
        }
        switch (cell.value().shape()) {
            case FLAG -> m.addStatement("hash = hash * 31 + ($L ? 1 : 0)", place);
            case WORD -> m.addStatement("hash = hash * 31 + $L", place);
            case NUMBER -> m.addStatement("hash = hash * 31 + (int) ($1L ^ $1L >>> 32)", place);
        }
    }
}
