using System.Runtime.InteropServices;
using OpenShift.NET.Sdk.Publishing;
using OpenShift.NET.Sdk.Publishing.Proving.Network;
using OpenShift.NET.Sdk.Publishing.Sessions;

if (args is [ForwarderOptions.Mode, ..])
{
    using Stream parent = Console.OpenStandardInput();
    return await ForwarderProgram.RunAsync(args, parent, Console.Out, Console.Error);
}

// Ctrl+C reaches every process of the terminal; the build decides what it means and says so.
using PosixSignalRegistration interrupts = PosixSignalRegistration.Create(PosixSignal.SIGINT, static context => context.Cancel = true);

string pages = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", "rules"));
using var session = new PublishSession(new SessionOptions(SessionOptions.VersionOf(typeof(Program).Assembly), pages));
using Stream input = Console.OpenStandardInput();
using Stream output = Console.OpenStandardOutput();
new StageServer(session).Serve(input, output);
return 0;
