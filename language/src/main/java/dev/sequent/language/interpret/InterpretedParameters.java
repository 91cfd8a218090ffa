package dev.sequent.language.interpret;

import dev.sequent.language.model.Protocol;
import dev.sequent.runtime.Parameters;
import java.util.List;

final class InterpretedParameters implements Parameters {
    private final long[] values;
    private final Assumptions assumptions;

    /** The defaults. */
    InterpretedParameters(List<Protocol.Param> params, List<Protocol.Assumption> assumptions) {
        this(params.stream().mapToLong(Protocol.Param::defaultValue).toArray(), new Assumptions(params, assumptions));
    }

    private InterpretedParameters(long[] values, Assumptions assumptions) {
        this.values = values;
        this.assumptions = assumptions;
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
    public String broken() {
        return assumptions.broken(this).map(Assumptions.Broken::text).orElse("");
    }

    @Override
    public Parameters copy() {
        return new InterpretedParameters(values.clone(), assumptions);
    }
}
