using OpenShift.NET.Sdk.Diagnostics;

namespace OpenShift.NET.Sdk.Tests.Images;

/// <summary>Asserts coded failures.</summary>
internal static class Failures
{
    public static OpenShiftException Expect(string code, Action action) => Coded(code, Assert.ThrowsExactly<OpenShiftException>(action));

    public static async Task<OpenShiftException> ExpectAsync(string code, Func<Task> action) => Coded(code, await Assert.ThrowsExactlyAsync<OpenShiftException>(action));

    private static OpenShiftException Coded(string code, OpenShiftException failure)
    {
        Assert.AreEqual(code, failure.Code, failure.Message);
        Assert.EndsWith(".", failure.Remedy);
        return failure;
    }
}
