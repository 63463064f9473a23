using System.CommandLine;
using OpenShift.NET.Sdk.Images.BillsOfMaterials;
using OpenShift.NET.Sdk.Images.Stores;
using OpenShift.NET.Sdk.Publishing.AnyImage;
using OpenShift.NET.Sdk.Registries;
using OpenShift.NET.Sdk.Tool.Output;

namespace OpenShift.NET.Sdk.Tool.Commands;

/// <summary><c>openshift-image sbom IMAGE</c>.</summary>
internal static class SbomCommand
{
    public static Command Create(Terminal terminal)
    {
        var options = new ImageOptions();
        var format = new Option<string>("--format") { Description = "CycloneDX 1.6 or SPDX 2.3, both as JSON.", DefaultValueFactory = static _ => "cyclonedx" };
        format.AcceptOnlyFromAmong("cyclonedx", "spdx");
        var output = new Option<string?>("--output") { Description = "The file it is written to; default: standard output." };
        var command = new Command("sbom", "Writes the bill of materials of an image: its packages of every kind, the .NET runtime, the application. Exit codes: 0 written, 2 could not run.") { format, output };
        options.AddImageTo(command);
        command.SetAction(async (parsed, cancellationToken) =>
        {
            ImageCheckRequest request = options.ImageOf(parsed);
            BillOfMaterials bill = await terminal.WatchAsync(progress => new ImageCheck(new ProcessEnvironment()).BillAsync(request, ToolVersion.Text, progress, cancellationToken)).ConfigureAwait(false);
            byte[] content = parsed.GetRequiredValue(format) == "spdx" ? SpdxWriter.Write(bill) : CycloneDxWriter.Write(bill);
            if (ImageOptions.FullPath(parsed.GetValue(output)) is { } file)
            {
                await AtomicOutput.WriteFileAsync(file, stream => stream.WriteAsync(content, cancellationToken).AsTask()).ConfigureAwait(false);
            }
            else
            {
                Terminal.WriteDocument(content);
            }

            foreach (string gap in bill.Gaps)
            {
                Terminal.WriteNote($"Not every package is named: {gap}.");
            }

            return ExitCodes.Clean;
        });
        return command;
    }
}
