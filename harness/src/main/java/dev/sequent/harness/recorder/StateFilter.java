package dev.sequent.harness.recorder;

import gov.nasa.jpf.vm.ClassInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.serialize.DefaultFilterConfiguration;
import java.util.Collections;

/**
 * What Java PathFinder leaves out when it compares states: the static fields of all classes but the harness. Those of
 * the core and its runtime are constants; those of Java's own classes are caches, which neither reads nor fills.
 */
public final class StateFilter extends DefaultFilterConfiguration {
    @Override
    public Iterable<FieldInfo> getMatchedStaticFields(ClassInfo type) {
        return type.getName().startsWith("dev.sequent.harness.")
                ? super.getMatchedStaticFields(type)
                : Collections.<FieldInfo>emptyList();
    }
}
