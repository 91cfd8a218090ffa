package dev.sequent.harness.recorder;

import dev.sequent.runtime.Effects;
import dev.sequent.runtime.Parameters;
import dev.sequent.runtime.Trace;
import gov.nasa.jpf.vm.ClassInfo;
import gov.nasa.jpf.vm.ElementInfo;
import gov.nasa.jpf.vm.FieldInfo;
import gov.nasa.jpf.vm.VM;
import java.lang.reflect.Field;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The fields of machines and messages: in JPF's memory, and in our own, in objects of the same classes. */
final class Fields {
    /** A field that belongs to the state. */
    private static final class Slot {
        final FieldInfo there;
        final Field here;

        Slot(FieldInfo there, Field here) {
            this.there = there;
            this.here = here;
        }
    }

    private final ClassLoader loader;
    private final Map<String, List<Slot>> slots = new HashMap<>();
    private long[] buffer = new long[256];
    private int used;

    Fields(ClassLoader loader) {
        this.loader = loader;
    }

    private List<Slot> slots(ClassInfo type) {
        List<Slot> known = slots.get(type.getName());
        if (known != null) {
            return known;
        }
        List<Slot> found = new ArrayList<>();
        try {
            Class<?> here = Class.forName(type.getName(), false, loader);
            for (int i = 0; i < type.getNumberOfInstanceFields(); i++) {
                FieldInfo there = type.getInstanceField(i);
                Field field = here.getDeclaredField(there.getName());
                Class<?> of = field.getType();
                if (Parameters.class.isAssignableFrom(of)
                        || Effects.class.isAssignableFrom(of)
                        || Trace.class.isAssignableFrom(of)) {
                    continue; // configuration, and the harness itself
                }
                field.setAccessible(true);
                found.add(new Slot(there, field));
            }
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("the core here is not the core there: " + type.getName(), e);
        }
        slots.put(type.getName(), found);
        return found;
    }

    private static @Nullable ElementInfo heap(int reference) {
        return reference == 0 ? null : VM.getVM().getHeap().get(reference);
    }

    // ------------------------------------------------------------ as words

    /** All that an object holds. @param type comes first */
    Words words(int type, ElementInfo object) {
        used = 0;
        put(type);
        flatten(object);
        return new Words(Arrays.copyOf(buffer, used));
    }

    private void put(long word) {
        if (used == buffer.length) {
            buffer = Arrays.copyOf(buffer, used * 2);
        }
        buffer[used++] = word;
    }

    private void flatten(ElementInfo object) {
        for (Slot slot : slots(object.getClassInfo())) {
            FieldInfo info = slot.there;
            if (!info.isReference()) {
                put(info.getStorageSize() == 2 ? object.get2SlotField(info) : object.get1SlotField(info));
                continue;
            }
            ElementInfo value = heap(object.getReferenceField(info));
            if (value == null) {
                put(-1);
            } else if (value.isArray()) {
                put(value.arrayLength());
                for (int i = 0; i < value.arrayLength(); i++) {
                    put(element(value, i));
                }
            } else {
                put(1);
                flatten(value);
            }
        }
    }

    private static long element(ElementInfo array, int i) {
        switch (array.getArrayType()) {
            case "Z":
                return array.getBooleanElement(i) ? 1 : 0;
            case "I":
                return array.getIntElement(i);
            case "J":
                return array.getLongElement(i);
            default:
                throw new IllegalStateException("a machine holds an array of " + array.getArrayType());
        }
    }

    // ------------------------------------------------------------ differences

    /** Says how two objects differ. @param object the second of them */
    String difference(ElementInfo object, long[] first, long[] second) {
        List<String> names = new ArrayList<>();
        names.add(" as a type");
        name(object, "", names);
        String type = object.getClassInfo().getSimpleName();
        for (int i = 0; i < Math.min(first.length, second.length); i++) {
            if (first[i] != second[i]) {
                return type + (i < names.size() ? names.get(i) : " word " + i) + " is " + first[i] + " in one and "
                        + second[i] + " in the other";
            }
        }
        return type + " is longer in one than in the other";
    }

    /** Names the words that {@link #flatten} makes of an object, in the same order. */
    private void name(ElementInfo object, String prefix, List<String> names) {
        for (Slot slot : slots(object.getClassInfo())) {
            String name = prefix + "." + slot.there.getName();
            names.add(name);
            ElementInfo value = slot.there.isReference() ? heap(object.getReferenceField(slot.there)) : null;
            if (value != null && value.isArray()) {
                for (int i = 0; i < value.arrayLength(); i++) {
                    names.add(name + "[" + i + "]");
                }
            } else if (value != null) {
                name(value, name, names);
            }
        }
    }

    // ------------------------------------------------------------ copies

    /** Copies the contents of an object in JPF's memory into one of ours. */
    void copy(ElementInfo there, Object here) {
        try {
            for (Slot slot : slots(there.getClassInfo())) {
                copy(there, slot, here);
            }
        } catch (IllegalAccessException e) {
            throw new IllegalStateException(e);
        }
    }

    private void copy(ElementInfo there, Slot slot, Object here) throws IllegalAccessException {
        Class<?> type = slot.here.getType();
        if (type == boolean.class) {
            slot.here.setBoolean(here, there.getBooleanField(slot.there));
        } else if (type == int.class) {
            slot.here.setInt(here, there.getIntField(slot.there));
        } else if (type == long.class) {
            slot.here.setLong(here, there.getLongField(slot.there));
        } else if (type.isPrimitive()) {
            throw new IllegalStateException("a machine holds a " + type);
        } else {
            ElementInfo value = heap(there.getReferenceField(slot.there));
            if (value == null) {
                slot.here.set(here, null);
            } else if (type.isArray()) {
                array(value, slot.here.get(here));
            } else {
                copy(value, slot.here.get(here));
            }
        }
    }

    private static void array(ElementInfo there, Object here) {
        for (int i = 0; i < there.arrayLength(); i++) {
            long word = element(there, i);
            if (here instanceof boolean[]) {
                ((boolean[]) here)[i] = word != 0;
            } else if (here instanceof long[]) {
                ((long[]) here)[i] = word;
            } else {
                ((int[]) here)[i] = (int) word;
            }
        }
    }
}
