package gov.nasa.jpf.vm.serialize;

import gov.nasa.jpf.vm.ClassInfo;
import gov.nasa.jpf.vm.FieldInfo;

/** Stub. */
public class DefaultFilterConfiguration {
    public Iterable<FieldInfo> getMatchedStaticFields(ClassInfo type) {
        return null;
    }
}
