package dev.wavry.shell.internal;

import java.util.List;
import java.util.stream.Collectors;
import picocli.CommandLine.MissingParameterException;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.UnmatchedArgumentException;

/** Says in one sentence what is wrong with a command line: which word, and what would be valid. */
final class Complaints {
    private Complaints() {}

    static String sentence(ParameterException wrong) {
        CommandSpec command = wrong.getCommandLine().getCommandSpec();
        if (wrong instanceof UnmatchedArgumentException unmatched
                && !unmatched.getUnmatched().isEmpty()) {
            return unmatched(command, unmatched.getUnmatched().get(0));
        }
        if (wrong instanceof MissingParameterException missing
                && !missing.getMissing().isEmpty()) {
            return missing(command, missing.getMissing().get(0));
        }
        ArgSpec argument = wrong.getArgSpec();
        if (argument == null) {
            return oneLine(wrong.getMessage());
        }
        String value = wrong.getValue();
        return value == null
                ? name(argument) + ": " + oneLine(wrong.getMessage()) + "; write " + valid(argument) + "."
                : name(argument) + ": '" + value + "' is not valid; write " + valid(argument) + ".";
    }

    private static String missing(CommandSpec command, ArgSpec argument) {
        String what = argument.isOption() ? " has no value in '" : " is missing in '";
        return name(argument) + what + command.qualifiedName() + "'; write " + valid(argument) + ".";
    }

    private static String unmatched(CommandSpec command, String word) {
        boolean flag = word.startsWith("-");
        if (!flag && !command.subcommands().isEmpty()) {
            return "There is no command '" + word + "'; there are "
                    + String.join(", ", command.subcommands().keySet()) + ".";
        }
        List<String> flags =
                command.options().stream().map(OptionSpec::longestName).sorted().toList();
        return (flag ? "There is no flag '" : "There is no place for '") + word + "' in '" + command.qualifiedName()
                + "'; it takes " + flags.stream().collect(Collectors.joining(", ")) + ".";
    }

    private static String name(ArgSpec argument) {
        return argument instanceof OptionSpec option ? option.longestName() : argument.paramLabel();
    }

    /** The second line of a description says what is valid, for help and for complaints alike. */
    private static String valid(ArgSpec argument) {
        String[] lines = argument.description();
        return lines.length > 1 ? lines[1] : argument.paramLabel();
    }

    private static String oneLine(String message) {
        return message.lines().findFirst().orElse("").replaceAll("\\.$", "");
    }
}
