"""Print the XML of a workbook, member after member in the order of their names, a line a tag."""
import sys
import zipfile

with zipfile.ZipFile(sys.argv[1]) as book:
    for name in sorted(book.namelist()):
        print("===", name)
        print(book.read(name).decode("utf-8").replace("><", ">\n<"))
