using System;
using System.Reflection;

// What IsTrimmable writes, without the analyzer's package of the SDK's patch, which a lock file would hold; GuardSourceTests run it.
[assembly: AssemblyMetadata("IsTrimmable", "True")]

namespace OpenShiftNetSdk.Generated;

/// <summary>Says at start, all at once, what is missing: settings, files and folders.</summary>
public static class OpenShiftGuard
{
    /// <summary>Called by the module initializer that the build gives the application. Does nothing unless the variable <c>OPENSHIFT_GUARD</c> is set, which images have that need something at start.</summary>
    public static void Start()
    {
        string? list = Environment.GetEnvironmentVariable("OPENSHIFT_GUARD");
        if (string.IsNullOrEmpty(list))
        {
            return;
        }

        try
        {
            new Guard(list).BeforeMain();
        }
        catch (Exception e)
        {
            // A failure of its own must not end an application that is configured rightly.
            Guard.Say("the start-up guard could not do its work (" + e.GetType().Name + "); the application starts without it");
        }
    }
}
