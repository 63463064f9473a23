using OpenShift.NET.Sdk.Registries;

namespace OpenShift.NET.Sdk.Publish.Tests.Proving;

/// <summary>Surroundings in which one program is another: a folder with it is the first of the PATH.</summary>
internal sealed class EnginePath(string path) : IEnvironment
{
    public string HomeFolder => "/root";

    public string? Variable(string name) => name == "PATH" ? path : null;

    /// <summary>Writes a script of a program's name and gives a PATH that has it first.</summary>
    public static string With(string folder, string name, string script)
    {
        string program = Path.Combine(folder, name);
        File.WriteAllText(program, "#!/bin/sh\n" + script + "\n");
        if (!OperatingSystem.IsWindows())
        {
            File.SetUnixFileMode(program, (UnixFileMode)0b111_101_101);
        }
        return folder + Path.PathSeparator + Environment.GetEnvironmentVariable("PATH");
    }
}
