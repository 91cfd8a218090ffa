package dev.sequent.cli.sensitivity;

import dev.sequent.codegen.build.CompiledCore;
import dev.sequent.language.model.Protocol;
import java.util.Map;

/**
 * A specification before its judges.
 *
 * @param sources text of every file by its name
 * @param set parameters that differ from their defaults, by name, in generic form
 */
record Broken(Protocol protocol, CompiledCore core, Map<String, String> sources, Map<String, Long> set) {}
