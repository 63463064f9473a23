using OpenShift.NET.Sdk.Projects;

namespace OpenShift.NET.Sdk.Tests.Projects;

[TestClass]
public sealed class CronScheduleTests
{
    [TestMethod]
    [DataRow("0 3 * * *")]
    [DataRow("*/15 0-6,20-23 1,15 JAN-mar MON-FRI")]
    [DataRow("0  0 ? * 6")]
    [DataRow("5/10 * 31 12 0")]
    [DataRow("@daily")]
    public void What_a_cluster_takes_is_right(string schedule) => Assert.IsNull(CronSchedule.Problem(schedule));

    [TestMethod]
    [DataRow("", "0 fields")]
    [DataRow("0 3 * *", "4 fields")]
    [DataRow("0 0 3 * * ?", "6 fields")]
    [DataRow("60 3 * * *", "'60' is no minute")]
    [DataRow("0 3 0 * *", "'0' is no day of the month")]
    [DataRow("0 3 * 13 *", "'13' is no month")]
    [DataRow("0 3 * * 7", "'7' is no day of the week")]
    [DataRow("0 9-3 * * *", "'9-3' is no hour")]
    [DataRow("*/0 3 * * *", "'*/0'")]
    [DataRow("0 3 * * MON-FRI-SUN", "'MON-FRI-SUN'")]
    [DataRow("0 3 * * ,", "''")]
    [DataRow("@nightly", "none of @yearly")]
    [DataRow("TZ=Europe/Berlin 0 3 * * *", "timeZone")]
    public void What_it_refuses_is_told(string schedule, string problem) => Assert.Contains(problem, CronSchedule.Problem(schedule)!);
}
