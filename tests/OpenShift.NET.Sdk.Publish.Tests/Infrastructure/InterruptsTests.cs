namespace OpenShift.NET.Sdk.Publish.Tests.Infrastructure;

/// <summary>Tests that interrupt a program work wherever they are started from.</summary>
[TestClass]
[DoNotParallelize]
public sealed class InterruptsTests
{
    private static readonly string[] s_interruptItself = ["-c", "kill -INT $$; echo 'went on'"];

    [TestMethod]
    public void A_child_hears_an_interrupt_although_the_tests_were_started_with_it_ignored()
    {
        nint before = Interrupts.AreIgnored();
        try
        {
            Command.Run("sh", s_interruptItself).MustSucceed().MustSay("went on");
            Interrupts.AreHeardByChildren();
            CommandResult result = Command.Run("sh", s_interruptItself).MustNotSay("went on");
            Assert.AreEqual(130, result.ExitCode);
        }
        finally
        {
            Interrupts.Restore(before);
        }
    }

    [TestMethod]
    public void Every_child_of_these_tests_hears_it() => Command.Run("sh", s_interruptItself).MustNotSay("went on");
}
