namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>How a command ended.</summary>
internal sealed record CommandResult(string Command, int ExitCode, string Output, string Errors)
{
    public string Text => Output + Errors;

    public CommandResult MustSucceed()
    {
        Assert.AreEqual(0, ExitCode, $"{Command}\n{Text}");
        return this;
    }

    public CommandResult MustFail()
    {
        Assert.AreNotEqual(0, ExitCode, $"{Command} should have failed\n{Text}");
        return this;
    }

    /// <summary>Holds the exit code.</summary>
    public CommandResult MustExit(int code)
    {
        Assert.AreEqual(code, ExitCode, $"{Command}\n{Text}");
        return this;
    }

    /// <summary>Holds that the output has some text.</summary>
    public CommandResult MustSay(string text)
    {
        Assert.IsTrue(Text.Contains(text, StringComparison.Ordinal), $"'{text}' is missing in the output of {Command}\n{Text}");
        return this;
    }

    /// <summary>Holds that the output does not have some text.</summary>
    public CommandResult MustNotSay(string text)
    {
        Assert.IsFalse(Text.Contains(text, StringComparison.Ordinal), $"'{text}' must not be in the output of {Command}\n{Text}");
        return this;
    }
}
