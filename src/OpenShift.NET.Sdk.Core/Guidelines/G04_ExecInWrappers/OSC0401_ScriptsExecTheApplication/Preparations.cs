namespace OpenShift.NET.Sdk.Guidelines.G04_ExecInWrappers.OSC0401_ScriptsExecTheApplication;

/// <summary>Programs that scripts prepare something with and that end at once: as the last command they start nothing that a signal must reach.</summary>
internal static class Preparations
{
    public static bool IsOne(string name) => name is
        "cat" or "cp" or "mv" or "rm" or "ln" or "mkdir" or "rmdir" or "touch" or "chmod" or "chown" or "chgrp" or "sed" or "awk" or "grep" or "tr" or "cut" or "sort" or "tee"
        or "date" or "id" or "whoami" or "hostname" or "uname" or "env" or "printenv" or "ls" or "find" or "xargs" or "basename" or "dirname" or "readlink" or "realpath" or "mktemp"
        or "envsubst" or "curl" or "wget" or "openssl" or "update-ca-certificates" or "update-ca-trust" or "sleep" or "install" or "head" or "tail" or "wc" or "stat" or "sync" or "test";
}
