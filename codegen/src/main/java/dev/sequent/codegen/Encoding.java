package dev.sequent.codegen;

import com.palantir.javapoet.MethodSpec;
import dev.sequent.language.model.Type;

/** One scalar place in the methods that encode, decode and hash. */
final class Encoding {
    private Encoding() {}

    /** @param presence the boolean beside an optional place */
    static void encode(MethodSpec.Builder m, String place, String presence, Type type) {
        if (type instanceof Type.Optional) {
            m.addStatement("out.put($L)", presence);
        }
        int width = JavaType.width(type);
        if (JavaType.plain(type) instanceof Type.Bool) {
            m.addStatement("out.put($L)", place);
        } else if (width > 0) {
            m.addStatement("out.put($L, $L)", place, width);
        }
    }

    static void decode(MethodSpec.Builder m, String place, String presence, Type type, JavaType shape) {
        if (type instanceof Type.Optional) {
            m.addStatement("$L = in.getBoolean()", presence);
        }
        int width = JavaType.width(type);
        if (JavaType.plain(type) instanceof Type.Bool) {
            m.addStatement("$L = in.getBoolean()", place);
        } else if (width == 0) {
            m.addStatement("$L = 0", place);
        } else {
            m.addStatement("$L = $Lin.get($L)", place, shape == JavaType.INT ? "(int) " : "", width);
        }
    }

    static void hash(MethodSpec.Builder m, String place, String presence, Type type) {
        if (type instanceof Type.Optional) {
            m.addStatement("hash = hash * 31 + ($L ? 1 : 0)", presence);
        }
        switch (JavaType.of(type)) {
            case BOOLEAN -> m.addStatement("hash = hash * 31 + ($L ? 1 : 0)", place);
            case INT -> m.addStatement("hash = hash * 31 + $L", place);
            case LONG -> m.addStatement("hash = hash * 31 + (int) ($1L ^ $1L >>> 32)", place);
        }
    }
}
