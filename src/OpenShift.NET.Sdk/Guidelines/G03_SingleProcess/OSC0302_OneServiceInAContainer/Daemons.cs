using OpenShift.NET.Sdk.Images.StartScripts;

namespace OpenShift.NET.Sdk.Guidelines.G03_SingleProcess.OSC0302_OneServiceInAContainer;

/// <summary>Servers that put themselves into the background unless they are told not to.</summary>
internal static class Daemons
{
    public static bool IsOne(StartedCommand command) => command.Name switch
    {
        "cron" or "crond" => !command.Words.Contains("-f"),
        "sshd" => !command.Words.Contains("-D"),
        "dropbear" => !command.Words.Contains("-F"),
        "rsyslogd" => !command.Words.Contains("-n"),
        "nginx" => !command.Words.Any(static w => w.Contains("daemon off", StringComparison.Ordinal)),
        _ => false,
    };
}
