namespace Dapper
{
    public class Rows { public int Update(object db, string name) => 0; }
}
