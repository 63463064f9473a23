using Microsoft.Testing.Platform.Builder;
using OpenShift.NET.Sdk.Publish.Tests.Proving;

namespace OpenShift.NET.Sdk.Publish.Tests;

/// <summary>Runs the tests; or, for some of them, what is to be killed.</summary>
internal static class Program
{
    public static async Task<int> Main(string[] arguments)
    {
        if (arguments is [ProvingProcess.Mode, ..])
        {
            return await ProvingProcess.RunAsync(arguments);
        }

        if (arguments is [KilledProof.Mode, ..])
        {
            return await KilledProof.RunAsync(arguments);
        }

        ITestApplicationBuilder builder = await TestApplication.CreateBuilderAsync(arguments);
        SelfRegisteredExtensions.AddSelfRegisteredExtensions(builder, arguments);
        using ITestApplication tests = await builder.BuildAsync();
        return await tests.RunAsync();
    }
}
