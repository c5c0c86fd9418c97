#ifndef XLSX_FILES_H
#define XLSX_FILES_H

/// The first error (errno) that a temporary file of a workbook met on this thread since the last call; 0 for none.
int xlsx_files_take_error(void);

/// How hard workbooks that this thread closes from now on are compressed: 1 (fast) to 9 (small), -1 as zlib does by
/// itself (6).
void xlsx_files_set_level(int level);

#endif
