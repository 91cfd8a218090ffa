package dev.sequent.language.interpret;

import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Parameters;
import java.util.List;

final class InterpretedParameters implements Parameters {
    private final long[] values;

    /** The defaults. */
    InterpretedParameters(List<Protocol.Param> params) {
        this(params.stream().mapToLong(Protocol.Param::defaultValue).toArray());
    }

    private InterpretedParameters(long[] values) {
        this.values = values;
    }

    @Override
    public int count() {
        return values.length;
    }

    @Override
    public long get(int parameter) {
        return values[parameter];
    }

    @Override
    public void set(int parameter, long value) {
        values[parameter] = value;
    }

    @Override
    public Parameters copy() {
        return new InterpretedParameters(values.clone());
    }
}
