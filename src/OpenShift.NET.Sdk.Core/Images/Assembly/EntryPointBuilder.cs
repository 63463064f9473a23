using System.Collections.Immutable;
using OpenShift.NET.Sdk.Diagnostics;
using OpenShift.NET.Sdk.Images.Contents;
using OpenShift.NET.Sdk.Images.EntryPoints;
using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Images.Assembly;

/// <summary>
/// Decides Entrypoint and Cmd with the meaning the .NET SDK gives <c>ContainerEntrypoint</c>, <c>ContainerEntrypointArgs</c>,
/// <c>ContainerDefaultArgs</c>, <c>ContainerAppCommand</c>, <c>ContainerAppCommandArgs</c> and <c>ContainerAppCommandInstruction</c>.
/// </summary>
internal static class EntryPointBuilder
{
    /// <summary>Decides.</summary>
    /// <exception cref="OpenShiftException">OSC0026: the properties contradict one another.</exception>
    public static StartCommand Build(ProjectFacts facts, ExecutionConfig baseConfig)
    {
        ImageFacts image = facts.Image;
        ImmutableArray<string> entrypoint = image.Entrypoint;
        ImmutableArray<string> entrypointArgs = image.EntrypointArgs;
        ImmutableArray<string> defaultArgs = image.DefaultArgs;
        ImmutableArray<string> appCommand = image.AppCommand;
        ImmutableArray<string> appCommandArgs = image.AppCommandArgs;
        ImmutableArray<string> baseEntrypoint = OwnEntrypoint(baseConfig);
        ImmutableArray<AssemblyWarning> warnings = [];
        bool setsEntrypoint = entrypoint.Length > 0 || entrypointArgs.Length > 0;

        string? instruction = string.IsNullOrEmpty(image.AppCommandInstruction) ? null : image.AppCommandInstruction;
        if (instruction is null)
        {
            if (!setsEntrypoint)
            {
                instruction = "Entrypoint";
                if (baseEntrypoint.Length > 0 && !OnlyRunsItsArguments(baseEntrypoint, image))
                {
                    warnings = [new AssemblyWarning(
                        ToolCodes.BaseEntryPointReplaced,
                        $"The base image's own entry point '{string.Join(' ', baseEntrypoint)}' is replaced by the application's",
                        "Set ContainerAppCommandInstruction to Entrypoint to say that this is meant, or to DefaultArgs to keep the base image's.")];
                }
            }
            else if (entrypoint.Length == 0 && defaultArgs.Length == 0 && appCommandArgs.Length == 0)
            {
                // Before ContainerAppCommand existed, ContainerEntrypointArgs alone meant "default arguments of the application".
                return Combine(appCommand, entrypointArgs, [], baseConfig, warnings);
            }
            else
            {
                instruction = "DefaultArgs";
            }
        }

        if (entrypoint.Length == 0 && entrypointArgs.Length > 0)
        {
            throw Contradiction("ContainerEntrypointArgs are set without a ContainerEntrypoint", "Use ContainerAppCommandArgs for arguments that are always passed, ContainerDefaultArgs for those a container may replace.", facts, "ContainerEntrypointArgs");
        }

        if (appCommand.Length == 0 && appCommandArgs.Length > 0)
        {
            throw Contradiction("ContainerAppCommandArgs are set without a ContainerAppCommand", "Set ContainerAppCommand, or use ContainerEntrypointArgs.", facts, "ContainerAppCommandArgs");
        }

        switch (instruction)
        {
            case "None":
                // The command the SDK infers is no contradiction; arguments for it, which only a user writes, are.
                if (appCommandArgs.Length > 0)
                {
                    throw Contradiction("ContainerAppCommandArgs are set while ContainerAppCommandInstruction is 'None'", "Remove them, or set the instruction to Entrypoint or DefaultArgs.", facts, "ContainerAppCommandArgs");
                }

                return Combine([.. entrypoint, .. entrypointArgs], defaultArgs, baseEntrypoint, baseConfig, warnings);
            case "DefaultArgs":
                return Combine([.. entrypoint, .. entrypointArgs], [.. appCommand, .. appCommandArgs, .. defaultArgs], baseEntrypoint, baseConfig, warnings);
            case "Entrypoint":
                if (setsEntrypoint)
                {
                    throw Contradiction("ContainerEntrypoint is set while ContainerAppCommandInstruction is 'Entrypoint'", "Remove one of them, or set the instruction to DefaultArgs.", facts, "ContainerEntrypoint");
                }

                return Combine([.. appCommand, .. appCommandArgs], defaultArgs, [], baseConfig, warnings);
            default:
                throw Contradiction($"ContainerAppCommandInstruction is '{instruction}'", "Set it to Entrypoint, DefaultArgs or None.", facts, "ContainerAppCommandInstruction");
        }
    }

    private static StartCommand Combine(ImmutableArray<string> entrypoint, ImmutableArray<string> cmd, ImmutableArray<string> baseEntrypoint, ExecutionConfig baseConfig, ImmutableArray<AssemblyWarning> warnings)
    {
        if (entrypoint.IsEmpty && cmd.IsEmpty)
        {
            return new StartCommand(baseConfig.Entrypoint, baseConfig.Cmd, warnings);
        }

        ImmutableArray<string> effective = entrypoint.IsEmpty ? baseEntrypoint : entrypoint;
        return new StartCommand(effective.IsEmpty ? null : effective, cmd.IsEmpty ? null : cmd, warnings);
    }

    // Red Hat's .NET images: it trusts the certificates of DOTNET_SSL_DIRS, where that is set, and starts what it is given.
    private static bool OnlyRunsItsArguments(ImmutableArray<string> entrypoint, ImageFacts image) =>
        entrypoint is ["container-entrypoint"] && !image.Environment.Any(static v => v.Name == "DOTNET_SSL_DIRS");

    // Some base images have the bare 'dotnet' host as entry point, which the application's command brings itself.
    private static ImmutableArray<string> OwnEntrypoint(ExecutionConfig config) =>
        config.Entrypoint is not { IsDefaultOrEmpty: false } entrypoint || entrypoint is ["dotnet" or "/usr/bin/dotnet"] ? [] : entrypoint;

    private static OpenShiftException Contradiction(string seen, string remedy, ProjectFacts facts, string property) =>
        new(ToolCodes.InvalidProperty, seen, remedy, facts.PlaceOf(property));
}
