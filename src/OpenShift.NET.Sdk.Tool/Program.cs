using System.Globalization;
using OpenShift.NET.Sdk.Publishing.Proving.Network;
using OpenShift.NET.Sdk.Tool.Building;
using OpenShift.NET.Sdk.Tool.Commands;

namespace OpenShift.NET.Sdk.Tool;

/// <summary>The command <c>openshift-image</c>.</summary>
internal static class Program
{
    public static Task<int> Main(string[] args)
    {
        // As "dotnet build" does, in the user's language.
        if (args is [BuildHostOptions.Mode, ..])
        {
            return Task.FromResult(BuildHostProgram.Run(args));
        }

        CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
        CultureInfo.CurrentUICulture = CultureInfo.InvariantCulture;
        return args is [ForwarderOptions.Mode, ..] ? ForwarderProgram.RunAsync(args, Console.OpenStandardInput(), Console.Out, Console.Error) : CommandLine.RunAsync(args);
    }
}
